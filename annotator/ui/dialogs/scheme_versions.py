"""The versions of the codebook: when each came, what it changed, and any two side by side."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.model.scheme_differences import Difference
from annotator.ui.dialogs.running import buttons
from annotator.ui.theme import current
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import count_words, time_words

if TYPE_CHECKING:
    from annotator.model.scheme import Scheme
    from annotator.model.scheme_changes import Version
    from annotator.project import Project

_NUMBER: Final = int(Qt.ItemDataRole.UserRole)


class VersionsDialog(QDialog):
    """A list of versions on the left; on the right what the chosen one does differently from another."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.taken: Scheme | None = None
        self.versions = project.scheme_changes.versions()
        self.setWindowTitle(self.tr("Versions of the codebook"))
        self.resize(880, 600)
        self.list = QListWidget()
        self.list.setProperty("role", "field")
        self.list.setAccessibleName(self.tr("Versions"))
        self.list.setSpacing(2)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in self.versions:
            item = QListWidgetItem(self._words(one))
            item.setData(_NUMBER, one.number)
            self.list.addItem(item)
        self.against = QuietCombo()
        self.against.setAccessibleName(self.tr("Compared with"))
        for one in self.versions:
            self.against.addItem(self.tr("version {0}").format(one.number), one.number)
        self.page = QTextBrowser()
        self.page.setProperty("role", "field")
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(self.tr("What is different"))
        self.take = QPushButton(self.tr("Take this version into the draft"))
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self._take)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        right = QWidget()
        inner = column(right, spacing=8, margins=(12, 0, 0, 0))
        line = row(spacing=8)
        line.addWidget(label(self.tr("What it does differently from"), "muted"))
        line.addWidget(self.against, 1)
        inner.addLayout(line)
        inner.addWidget(self.page, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([300, 560])
        split.setChildrenCollapsible(False)
        box = column(self, spacing=12, margins=(22, 20, 22, 18))
        box.addWidget(label(self.tr("Versions of the codebook"), "heading"))
        box.addWidget(split, 1)
        box.addLayout(buttons(self.take, close))
        self.list.currentRowChanged.connect(self._chosen)
        self.against.activated.connect(self._compare)
        self.list.setCurrentRow(0)

    def _words(self, one: Version) -> str:
        marks = count_words(one.marks, "mark", "marks")
        parts = [time_words(one.at), one.coder, self.tr("{0} made under it").format(marks)]
        said = " · ".join(part for part in parts if part)
        return f"{self.tr('Version {0}').format(one.number)}  {one.name}\n{said}"

    def number(self) -> int:
        """The version that is chosen."""
        item = self.list.currentItem()
        return int(item.data(_NUMBER)) if item else 0

    def _chosen(self, at: int) -> None:
        before = min(at + 1, len(self.versions) - 1)
        self.against.setCurrentIndex(before)
        self.take.setEnabled(at > 0)
        self._compare()

    def _compare(self) -> None:
        if not self.versions:
            return
        against = int(self.against.currentData())
        try:
            found = self.project.scheme_changes.compare(against, self.number())
        except AnnotatorError as error:
            self.page.setPlainText(error.sentence)
            return
        if not found:
            self.page.setPlainText(self.tr("Nothing is different."))
            return
        self.page.setHtml("".join(map(difference_html, found)))

    def _take(self) -> None:
        self.taken = self.project.scheme_changes.version(self.number())
        self.accept()


def difference_html(one: Difference) -> str:
    """A difference with what was there before and what is there now."""
    theme = current()
    words = escape(one.words[:1].upper() + one.words[1:])
    parts = [f"<p style='margin:10px 0 2px 0' dir='auto'><b>{words}</b></p>"]
    if one.way == "changed":
        before, after = one.before.splitlines(), one.after.splitlines()
        gone = [(line, theme.danger, "−") for line in before if line not in after]
        new = [(line, theme.good, "+") for line in after if line not in before]
        for line, colour, sign in [*gone, *new] or [(one.after.replace("\n", ", "), theme.muted, "↕")]:
            style = f"margin:0 0 2px 14px; color:{colour}"
            parts.append(f"<p style='{style}' dir='auto'>{sign} {escape(line)}</p>")
    return "".join(parts)
