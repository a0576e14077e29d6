"""The re-check list: marks that were made before the rules of their label changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QSplitter, QTextBrowser, QWidget

from annotator.errors import AnnotatorError
from annotator.model.annotation import AnnotationId
from annotator.ui.asking import Asker
from annotator.ui.rule_page import rule_page
from annotator.ui.view import View
from annotator.ui.widgets.effect_list import MarkTable
from annotator.ui.widgets.parts import EmptyState, column, label
from annotator.ui.words import capital, number

if TYPE_CHECKING:
    from annotator.model.changes import Changes
    from annotator.settings import Settings
    from annotator.ui.session import Session

_NAME: Final = int(Qt.ItemDataRole.UserRole)


class RecheckView(View):
    """Labels with marks to be looked at again, the rule that holds now, and the marks."""

    name = "recheck"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        assert session.project is not None
        self._waiting: dict[str, list[AnnotationId]] = {}
        self.asker = Asker(self)
        self.asker.failed.connect(session.failed)
        self.labels = QListWidget()
        self.labels.setAccessibleName(self.tr("Labels whose rules changed"))
        self.rule = QTextBrowser()
        self.rule.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.rule.setOpenLinks(False)
        self.rule.setAccessibleName(self.tr("The rule that holds now"))
        self.marks = MarkTable(session.project, self.tr("Marks to be looked at again"))
        self.checked = QPushButton(self.tr("The chosen ones hold"))
        self.all_checked = QPushButton(self.tr("All of this label hold"))
        self.empty = EmptyState(
            self.tr(
                "Nothing is to be checked again. Marks come here when the rules of their label change after "
                "they were made."
            )
        )
        for button in (self.checked, self.all_checked):
            button.setAutoDefault(False)
            self.bar.addWidget(button)
        left, right = QWidget(), QWidget()
        box = column(left)
        box.addWidget(self.labels, 1)
        inner = column(right, margins=(20, 14, 12, 8), spacing=10)
        inner.addWidget(self.rule, 2)
        hint = self.tr("Enter or a double click goes to the text; Space says it holds.")
        inner.addWidget(label(hint, "small"))
        inner.addWidget(self.marks, 3)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setSizes([240, 900])
        self.split.setChildrenCollapsible(False)
        self.body.addWidget(self.split, 1)
        self.body.addWidget(self.empty, 1)
        self.split.hide()
        self.empty.hide()
        self.labels.currentItemChanged.connect(lambda *_: self._show_label())
        self.marks.place_requested.connect(self.place)
        self.marks.chosen_changed.connect(self._offer)
        self.checked.clicked.connect(lambda: self.confirm(self.marks.chosen()))
        self.all_checked.clicked.connect(lambda: self.confirm(self._waiting.get(self._label(), [])))
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.marks)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(lambda: self.confirm(self.marks.chosen()))
        self.refresh()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Re-check")

    def changed(self, changes: Changes) -> None:
        """Marks or rules were touched."""
        if changes.scheme or changes.annotations:
            self.refresh_soon()

    def theme_changed(self) -> None:
        """The rule is written in the new colours."""
        self._show_label()

    def refresh(self) -> None:
        """Ask which marks wait."""
        project = self.session.project
        if project is not None:
            self.asker.ask(project.scheme_changes.to_recheck, self._take)

    def _take(self, waiting: dict[str, list[AnnotationId]]) -> None:
        chosen = self._label()
        self._waiting = waiting
        self.labels.clear()
        for name, marks in waiting.items():
            item = QListWidgetItem(f"{capital(name)}   {number(len(marks))}")
            item.setData(_NAME, name)
            self.labels.addItem(item)
        self.split.setVisible(bool(waiting))
        self.empty.setVisible(not waiting)
        self.labels.setCurrentRow(max(0, list(waiting).index(chosen) if chosen in waiting else 0))
        self._show_label()

    def _label(self) -> str:
        item = self.labels.currentItem()
        return str(item.data(_NAME)) if item else ""

    def _show_label(self) -> None:
        name = self._label()
        found = next((one for one in self.session.scheme.labels if one.name == name), None)
        self.rule.setHtml(rule_page(found) if found else "")
        self.marks.show_marks(self._waiting.get(name, []))
        self._offer()

    def _offer(self) -> None:
        self.checked.setEnabled(self.session.writable and bool(self.marks.chosen_count()))
        self.all_checked.setEnabled(self.session.writable and bool(self._waiting.get(self._label())))

    def confirm(self, marks: Any) -> None:
        """These marks hold under the rule as it is now."""
        project = self.session.project
        if project is None or not marks or not self.session.writable:
            return
        try:
            project.scheme_changes.rechecked([AnnotationId(one) for one in marks])
        except AnnotatorError as error:
            self.session.failed.emit(error)


VIEW = RecheckView
