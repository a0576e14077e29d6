"""The flat bar at the top: what is open, the menus, and the way to every action."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QMenuBar, QWidget

from annotator.ui.widgets.keys import KeyButton

#: Longest name shown whole, characters.
_NAME: Final = 36


class TopBar(QFrame):
    """Name, menu titles and "Every action". The menus are filled later."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self.name = QLabel("Annotator")
        self.name.setProperty("role", "name")
        self.menus = QMenuBar()
        titles = ("Project", "Edit", "Article", "Annotate", "View", "Tools", "Help")
        self.titles: dict[str, QMenu] = {title: self.menus.addMenu(self.tr(title)) for title in titles}
        self.every_action = KeyButton(self.tr("Every action"), "Ctrl K")
        box = QHBoxLayout(self)
        box.setContentsMargins(14, 0, 10, 0)
        box.setSpacing(6)
        box.addWidget(self.name)
        box.addWidget(self.menus, 1)
        box.addWidget(self.every_action)
        self.setFixedHeight(40)

    def show_name(self, name: str) -> None:
        """Say what is open."""
        half = _NAME // 2
        shown = name if len(name) <= _NAME else f"{name[:half]}…{name[-half:]}"
        self.name.setText(shown.replace("<", "‹"))
        self.name.setAccessibleName(name)
