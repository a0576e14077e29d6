"""Choosing a template: for a new project, or to bring into the scheme that is edited."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from annotator.model.scheme import Scheme
from annotator.project.scheme_files import TEMPLATES, template
from annotator.ui.dialogs.running import buttons
from annotator.ui.widgets.parts import column, label

_KEY: Final = int(Qt.ItemDataRole.UserRole)


class TemplateDialog(QDialog):
    """A list of templates with what each is for. With `joining` it may be added to what is there."""

    def __init__(self, parent: QWidget | None = None, *, joining: bool = False) -> None:
        super().__init__(parent)
        title = self.tr("Start from a template") if joining else self.tr("What will you annotate?")
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.list = QListWidget()
        self.list.setProperty("role", "field")
        self.list.setAccessibleName(self.tr("Templates"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in TEMPLATES:
            item = QListWidgetItem(f"{one.title}\n{one.about}")
            item.setData(_KEY, one.key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setMinimumHeight(330)
        self.list.itemActivated.connect(lambda _: self.accept())
        self.list.currentRowChanged.connect(lambda _: self._tell())
        self.join = QCheckBox(self.tr("Keep our labels, and add what is new"))
        self.join.setChecked(joining)
        self.join.setVisible(joining)
        self.holds = label("", "small", wrap=True)
        self.take = QPushButton(self.tr("Take it") if joining else self.tr("Start"))
        self.take.setDefault(True)
        self.take.clicked.connect(self.accept)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        words = self.tr("The scheme can be changed at any time: labels, attributes, relations, everything.")
        box = column(self, spacing=12, margins=(22, 20, 22, 18))
        for part in (
            label(title, "heading"),
            label(words, "muted", wrap=True),
            self.list,
            self.holds,
            self.join,
        ):
            box.addWidget(part)
        box.addLayout(buttons(cancel, self.take))
        self._tell()
        self.list.setFocus()

    def key(self) -> str:
        """The template that is chosen."""
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item else TEMPLATES[0].key

    def scheme(self) -> Scheme:
        """Its scheme."""
        return template(self.key())

    def joins(self) -> bool:
        """Whether it is added to what is there."""
        return self.join.isChecked()

    def _tell(self) -> None:
        names = ", ".join(one.name for one in self.scheme().labels)
        self.holds.setText(self.tr("Labels: {0}").format(names))
