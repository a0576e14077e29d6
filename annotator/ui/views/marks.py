"""All marks of the project as a table: filters, to-dos, and edits of many at once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QPushButton

from annotator.errors import AnnotatorError
from annotator.model.annotation import AnnotationId
from annotator.model.filters import MARK_COLUMNS, MarkEdit, MarkFilter, MarkLine
from annotator.ui.asking import Asker
from annotator.ui.todo_words import todo_words
from annotator.ui.view import View
from annotator.ui.widgets.filter_box import PAUSE, FilterBox
from annotator.ui.widgets.filter_chips import FilterChips
from annotator.ui.widgets.mark_conditions import MarkFilterForm
from annotator.ui.widgets.parts import EmptyState, hairline, label, restyle, row
from annotator.ui.widgets.table import PAGE, Cell, Column, PagedModel, PagedTable
from annotator.ui.words import capital, count_words, date_words, number, time_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.model.changes import Changes
    from annotator.project import Project
    from annotator.settings import Settings
    from annotator.ui.session import Session

#: First widths, pixels.
_WIDTHS: Final = {"label": 120, "quote": 320, "entity": 140, "attributes": 180, "title": 190, "note": 160}


class MarksView(View):
    """The table of all marks. A double click or Enter goes to the place in the text."""

    name = "marks"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.filter = MarkFilter()
        self.order = "place"
        self._keep: list[int] = []
        self._whole = True
        self._labels = {one.name: one for one in session.scheme.labels}
        self.model = PagedModel(self._fetch, self._cell, self)
        self.table = PagedTable(self.model, self.tr("All marks"))
        self.asker = Asker(self)
        self._parts()
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._connect()
        self._show_columns()
        self._tell_chosen()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("All marks")

    def _parts(self) -> None:
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Words in the quote…"))
        self.words.setAccessibleName(self.tr("Filter by words in the quote"))
        self.words.setClearButtonEnabled(True)
        self.in_notes = QCheckBox(self.tr("in the notes as well"))
        self.todo_button = QPushButton(self.tr("To do"))
        self.filter_button = QPushButton(self.tr("Filter"))
        self.columns_button = QPushButton(self.tr("Columns"))
        self.todo_menu, self.columns_menu = QMenu(self), QMenu(self)
        self.todo_button.setMenu(self.todo_menu)
        self.columns_button.setMenu(self.columns_menu)
        for todo, words in todo_words().items():
            action = self.todo_menu.addAction(words)
            action.triggered.connect(lambda _=False, todo=todo: self.show_todo(todo))
        self.counted = label("", "small")
        self.chips = FilterChips(self.session)
        self.box = FilterBox(self.session, MarkFilterForm(self.session), "marks", self)
        self.empty = EmptyState("")
        self.empty.hide()
        self.chosen_words = label("", "muted")
        self.edit_button = QPushButton(self.tr("Edit…"))
        self.delete_button = QPushButton(self.tr("Delete…"))
        for button in (self.edit_button, self.delete_button, self.filter_button, self.todo_button):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.bar.addWidget(self.columns_button)
        line = row(spacing=10, margins=(20, 12, 20, 8))
        self.words.setMinimumWidth(280)
        line.addWidget(self.words, 1)
        line.addWidget(self.in_notes)
        line.addWidget(self.todo_button)
        line.addWidget(self.filter_button)
        line.addStretch(1)
        line.addWidget(self.counted)
        self.body.addLayout(line)
        chips = row(margins=(20, 0, 20, 8))
        chips.addWidget(self.chips, 1)
        self.body.addLayout(chips)
        self.body.addWidget(hairline())
        inner = row(margins=(10, 0, 0, 0))
        inner.addWidget(self.table, 1)
        inner.addWidget(self.empty, 1)
        self.body.addLayout(inner, 1)
        self.body.addWidget(hairline())
        last = row(spacing=8, margins=(20, 9, 20, 10))
        last.addWidget(self.chosen_words)
        last.addStretch(1)
        last.addWidget(self.edit_button)
        last.addWidget(self.delete_button)
        self.body.addLayout(last)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _: self._pause.start())
        self.in_notes.toggled.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self._take_words)
        self.words.returnPressed.connect(self._enter_table)
        self.filter_button.clicked.connect(lambda: self.box.open_below(self.filter_button, self.filter))
        self.box.changed.connect(self.set_filter)
        self.chips.filter_changed.connect(self.set_filter)
        self.table.order_changed.connect(self._sort)
        self.table.opened.connect(self._open)
        self.table.chosen_changed.connect(self._tell_chosen)
        self.columns_menu.aboutToShow.connect(self._fill_columns)
        self.edit_button.clicked.connect(self._edit)
        self.delete_button.clicked.connect(self._delete)
        self.asker.failed.connect(self.session.failed)
        menu = Qt.ContextMenuPolicy.ActionsContextMenu
        self.table.setContextMenuPolicy(menu)
        for button in (self.edit_button, self.delete_button):
            action = QAction(button.text(), self.table)
            action.triggered.connect(button.click)
            self.table.addAction(action)

    # ------------------------------------------------------------------ what is shown

    def show_about(self, **about: Any) -> None:
        """Show the table, with `where` as its filter or `todo` as its to-do if that is given."""
        if "todo" in about:
            self.show_todo(about["todo"])
        elif "where" in about:
            self.set_filter(about["where"])
        else:
            self.refresh()
        self.table.setFocus()

    def show_todo(self, todo: Any) -> None:
        """Show the marks of a to-do, in all articles."""
        self.set_filter(MarkFilter(todo=todo))

    def set_filter(self, chosen: MarkFilter) -> None:
        """Show the marks that this filter takes."""
        self.filter = chosen
        self.words.blockSignals(True)
        if self.words.text().strip() != chosen.words:
            self.words.setText(chosen.words)
        self.words.blockSignals(False)
        self.in_notes.blockSignals(True)
        self.in_notes.setChecked(chosen.in_notes)
        self.in_notes.blockSignals(False)
        self.refresh()

    def _take_words(self) -> None:
        self._pause.stop()
        chosen = msgspec.structs.replace(
            self.filter, words=self.words.text().strip(), in_notes=self.in_notes.isChecked()
        )
        if chosen != self.filter:
            self.set_filter(chosen)

    def refresh(self) -> None:
        """Ask for the marks again: how many and the first page, then all ids. What was selected stays so."""
        project, chosen, order = self.session.project, self.filter, self.order
        if project is None:
            return
        self._labels = {one.name: one for one in self.session.scheme.labels}
        self._keep = self.table.chosen()
        self.chips.show_filter(chosen)
        conditions = chosen != MarkFilter(words=chosen.words, in_notes=chosen.in_notes)
        restyle(self.filter_button, "state", "on" if conditions else "")
        self.asker.ask(lambda: first_page(project, chosen, order), self._take_first)

    def _take_first(self, ids: array[int]) -> None:
        """Show the first page; where there may be more, ask how many first, and then for all ids."""
        project, chosen = self.session.project, self.filter
        self.model.show(ids)
        self.table.setVisible(bool(ids))
        if len(ids) == PAGE and project is not None:
            self.asker.ask(lambda: project.annotations.count(chosen), self._take_count)
        else:
            self._take_count(len(ids))

    def _take_count(self, total: int) -> None:
        self.model.grow(total)
        many = count_words(total, "mark", "marks")
        self.counted.setText(many)
        self.table.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        self.empty.set_text(
            self.tr("Nothing to do here: no mark fits.") if self.filter else self.tr("No marks yet.")
        )
        if self.model.whole:
            self.table.choose(self._keep)
            self._tell_chosen()
            return
        self._tell_chosen()
        project, chosen, order = self.session.project, self.filter, self.order
        if project is not None:
            self.asker.ask(lambda: array("q", project.annotations.ids(chosen, order=order)), self._take_all)

    def _take_all(self, ids: array[int]) -> None:
        self.model.complete(ids)
        self.table.choose(self._keep)
        self._tell_chosen()

    def changed(self, changes: Changes) -> None:
        """Ask again where that may matter."""
        if changes.annotations or changes.relations or changes.entities or changes.scheme or changes.listing:
            self.refresh_soon()

    def _fetch(self, ids: Sequence[int]) -> dict[int, MarkLine]:
        project = self.session.project
        try:
            lines = project.annotations.lines([AnnotationId(key) for key in ids]) if project else []
        except AnnotatorError as failure:
            error = failure
            QTimer.singleShot(0, lambda: self.session.failed.emit(error))
            return {}
        return {line.mark.id: line for line in lines}

    def _cell(self, line: MarkLine, key: str) -> Cell:
        mark = line.mark
        if key == "label":
            return Cell(capital(mark.label), label=self._labels.get(mark.label))
        if key in {"quote", "note"}:
            return Cell(getattr(mark, key))
        if key == "attributes":
            return Cell(_values_words(mark.attributes), muted=True)
        if key == "published":
            return Cell(date_words(line.published, short=True), muted=True)
        if key in {"modified", "created"}:
            return Cell(time_words(getattr(mark, key)), muted=True)
        if key == "coder":
            return Cell(mark.coder, muted=True)
        return Cell(getattr(line, key), muted=key in {"title", "outlet"})

    def _open(self, key: int) -> None:
        project = self.session.project
        lines = project.annotations.lines([AnnotationId(key)]) if project else []
        if lines:
            self.place(lines[0].mark.article, lines[0].mark.uid)

    # ------------------------------------------------------------------ columns and order

    def _titles(self) -> dict[str, str]:
        titles = {key: capital(key) for key in MARK_COLUMNS}
        titles |= {"title": self.tr("Article"), "modified": self.tr("Changed"), "created": self.tr("Made")}
        return titles

    def _show_columns(self) -> None:
        titles = self._titles()
        shown = [key for key in self.settings.items("mark_columns") if key in titles] or ["label", "quote"]
        self.table.set_columns(Column(key, titles[key], _WIDTHS.get(key, 110)) for key in shown)
        self.table.show_order(self.order)

    def _fill_columns(self) -> None:
        self.columns_menu.clear()
        shown = self.settings.items("mark_columns")
        for key, title in self._titles().items():
            action = QAction(title, self.columns_menu)
            action.setCheckable(True)
            action.setChecked(key in shown)
            action.toggled.connect(lambda on, key=key: self.show_column(key, shown=on))
            self.columns_menu.addAction(action)

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column; the choice is remembered."""
        columns = [one for one in self.settings.items("mark_columns") if one != key]
        self.settings.set("mark_columns", [*columns, key] if shown else columns)
        keep = self.table.chosen()
        self._show_columns()
        self.table.choose(keep)

    def _sort(self, order: str) -> None:
        self.order = order
        self.refresh()

    def _enter_table(self) -> None:
        self._take_words()
        self.table.setFocus()

    # ------------------------------------------------------------------ what is done to many

    def chosen(self) -> list[AnnotationId]:
        """The selected marks."""
        return [AnnotationId(key) for key in self.table.chosen()]

    def _tell_chosen(self) -> None:
        count = self.table.chosen_count()
        if count:
            self.chosen_words.setText(self.tr("{0} selected").format(count_words(count, "mark", "marks")))
        else:
            self.chosen_words.setText(self.tr("Select marks to change them together. Ctrl+A takes all."))
        ready = count > 0 and self.session.writable and self.model.whole
        self.edit_button.setEnabled(ready)
        self.delete_button.setEnabled(ready)

    def _edit(self) -> None:
        from annotator.ui.dialogs.edit_marks import EditMarksDialog

        EditMarksDialog(self.session, self.chosen(), self).exec()

    def _delete(self) -> None:
        from annotator.ui.dialogs.ask import ask
        from annotator.ui.many import change_many

        project, ids = self.session.project, self.chosen()
        if project is None or not ids:
            return
        preview = project.annotations.preview_edit(ids, MarkEdit(delete=True))
        many = count_words(len(ids), "mark", "marks")
        what = many
        if preview.relations:
            what = self.tr("{0} with {1}").format(
                many, count_words(preview.relations, "relation", "relations")
            )
        question = self.tr("Delete {0}? Undo (Ctrl+Z) brings everything back.").format(what)
        if ask(self, self.tr("Delete marks"), question, [self.tr("Keep"), self.tr("Delete")]):

            def action(held: Project) -> None:
                held.annotations.edit_many(ids, MarkEdit(delete=True))

            change_many(self.session, f"Delete {many}", action, len(ids), self)

    def theme_changed(self) -> None:
        """Paint anew."""
        self.table.viewport().update()


def first_page(project: Project, chosen: MarkFilter, order: str) -> array[int]:
    """The ids of the first page."""
    return array("q", project.annotations.ids(chosen, order=order, most=PAGE))


def _values_words(values: dict[str, Any]) -> str:
    parts = []
    for name, value in values.items():
        if isinstance(value, bool):
            parts.append(name if value else f"not {name}")
        elif isinstance(value, list):
            parts.append(", ".join(value))
        elif isinstance(value, (int, float)):
            parts.append(f"{name} {number(value) if isinstance(value, int) else value}")
        else:
            parts.append(value)
    return " · ".join(parts)


VIEW = MarksView
