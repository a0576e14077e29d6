"""The three columns of the window: articles, the page, and the tabs beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QTabBar, QWidget

from annotator.ui.page import Page
from annotator.ui.panels import all_panels
from annotator.ui.widgets.claim_card import ClaimCard
from annotator.ui.widgets.parts import column, row, surface

if TYPE_CHECKING:
    from annotator.ui.panel import Panel
    from annotator.ui.session import Session

#: First widths of the columns, pixels.
_WIDTHS = (286, 824, 330)


class Workspace(QSplitter):
    """The columns, and the panels by name. It connects nothing: `window` does."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        panels = [panel(session) for panel in all_panels()]
        self.panels: dict[str, Panel] = {panel.name: panel for panel in panels}
        self.page = Page(session)
        self.left = QWidget()
        left = column(self.left)
        for panel in panels:
            if panel.side == "left":
                left.addWidget(panel)
        self.side = SideTabs([panel for panel in panels if panel.side == "right"])
        self.card = ClaimCard(session, self.page.canvas)
        self.side.add_cover(self.card)
        for part, least in ((self.left, 190), (self.page, 420), (self.side, 286)):
            part.setMinimumWidth(least)
            self.addWidget(part)
        for index, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(index, stretch)
        self.setSizes(_WIDTHS)


class SideTabs(QWidget):
    """Tabs over one panel at a time."""

    def __init__(self, panels: list[Panel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "side")
        self._panels = panels
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setAccessibleName(self.tr("Panels"))
        self.stack = QStackedWidget()
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        for at, panel in enumerate(panels):
            self.bar.addTab(panel.title())
            self.stack.addWidget(panel)
            panel.title_changed.connect(lambda title, at=at: self.bar.setTabText(at, title))
        self.bar.currentChanged.connect(self.stack.setCurrentIndex)
        self._head = QWidget()
        self._cover: QWidget | None = None
        surface(self._head, "tabs")
        line = row(self._head, margins=(16, 0, 10, 0))
        line.addWidget(self.bar)
        line.addStretch(1)
        box = column(self)
        box.addWidget(self._head)
        box.addWidget(self.stack, 1)
        self._box = box

    def add_cover(self, cover: ClaimCard) -> None:
        """Hold something that stands in the place of all tabs while it is shown."""
        self._box.addWidget(cover, 1)
        self._cover = cover
        cover.shown.connect(self._cover_tabs)

    def _cover_tabs(self, covered: bool) -> None:
        self._head.setVisible(not covered)
        self.stack.setVisible(not covered)

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front, before what covers the tabs too."""
        if self._cover is not None:
            self._cover.hide()
        self._cover_tabs(False)
        at = next(index for index, panel in enumerate(self._panels) if panel.name == name)
        self.bar.setCurrentIndex(at)

    def current(self) -> str:
        """The name of the panel in front."""
        return self._panels[self.bar.currentIndex()].name
