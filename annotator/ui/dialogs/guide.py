"""The guide: the pages of `resources/help`, with tables made from what the program really has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QWidget

from annotator import paths
from annotator.ui.action import MENUS
from annotator.ui.actions import ACTIONS, TEXT_KEYS, keys_of
from annotator.ui.menus import native_keys
from annotator.ui.overrides import safe_overrides
from annotator.ui.theme import current
from annotator.ui.widgets.parts import column

if TYPE_CHECKING:
    from annotator.settings import Settings

_TABLE: Final = re.compile(r"^\{\{(\w+)\}\}$", re.MULTILINE)


@safe_overrides
class Guide(QWidget):
    """A window of its own with the pages on the left. Links between pages work; nothing else is opened."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Guide"))
        self.resize(860, 680)
        self._own = settings.table("shortcuts")
        self._pages = sorted((paths.resources() / "help").glob("*.md"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setProperty("role", "pages")
        self.page = QTextBrowser()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(self.tr("Guide"))
        self.page.document().setDocumentMargin(28)
        self.page.anchorClicked.connect(self._follow)
        for path in self._pages:
            item = QListWidgetItem(title_of(path))
            item.setSizeHint(QSize(0, 30))
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._show)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.addWidget(self.list)
        split.addWidget(self.page)
        split.setSizes([210, 650])
        column(self).addWidget(split)
        self.list.setCurrentRow(0)

    def open_page(self, topic: str) -> None:
        """Show the page whose file is called like the topic; "" stays where it is."""
        at = next((at for at, path in enumerate(self._pages) if topic and topic in path.stem), -1)
        if at >= 0:
            self.list.setCurrentRow(at)

    def _show(self, at: int) -> None:
        text = self._pages[at].read_text(encoding="utf-8")
        filled = _TABLE.sub(lambda found: table(found.group(1), self._own), text)
        self.page.setMarkdown(filled)
        typeset(self.page.document())
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _follow(self, url: QUrl) -> None:
        name = Path(url.path()).name
        at = next((at for at, path in enumerate(self._pages) if path.name == name), -1)
        if at >= 0:
            self.list.setCurrentRow(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def typeset(document: QTextDocument) -> None:
    """Give a page that came as Markdown air between its parts, and tables hairlines."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        style = block.blockFormat()
        level, in_table = style.headingLevel(), cursor.currentTable() is not None
        style.setTopMargin(0 if in_table or level == 1 else 16 if level else 0)
        style.setBottomMargin(0 if in_table else 6 if level else 8)
        style.setLineHeight(
            100 if level else 118, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        )
        cursor.setBlockFormat(style)
        if table := cursor.currentTable():
            _rule(table)
        block = block.next()


def _rule(table: QTextTable) -> None:
    style = table.format().toTableFormat()
    style.setCellPadding(5)
    style.setBorderBrush(QColor(current().line))
    style.setBorderCollapse(True)
    style.setBottomMargin(12)
    style.setTopMargin(4)
    table.setFormat(style)


def title_of(page: Path) -> str:
    """The first heading of a page."""
    first = page.read_text(encoding="utf-8").partition("\n")[0]
    return first.lstrip("# ").strip()


def table(name: str, own: dict[str, str]) -> str:
    """A table of the guide as Markdown: shortcuts, readers or formats."""
    return {"shortcuts": lambda: _shortcuts(own), "readers": _readers, "formats": _formats}[name]()


def _shortcuts(own: dict[str, str]) -> str:
    parts = []
    for menu in MENUS:
        rows = [
            f"| {spec.text.rstrip('…')} | {_code(native_keys(keys_of(spec, own)))} |"
            for spec in ACTIONS
            if spec.menu == menu and keys_of(spec, own)
        ]
        parts.append("\n".join([f"**{menu}**\n", "| | |", "|---|---|", *rows]))
    rows = [f"| {key.text} | {_code(key.keys)} |" for key in TEXT_KEYS]
    parts.append("\n".join(["**In the text**\n", "| | |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def _readers() -> str:
    from annotator.readers import all_readers

    rows = [f"| {one.title} | {', '.join(one.suffixes)} |" for one in all_readers().values()]
    return "\n".join(["| kind | files |", "|---|---|", *rows])


def _formats() -> str:
    from annotator.formats import all_formats

    rows = [
        f"| {one.title} | {one.suffix or 'folder'} | {_tick(one.writes)} | {_tick(one.reads)} |"
        for one in all_formats().values()
    ]
    return "\n".join(["| format | file | out | in |", "|---|---|---|---|", *rows])


def _code(keys: str) -> str:
    return f"`{keys}`" if keys else ""


def _tick(yes: bool) -> str:
    return "✓" if yes else "–"
