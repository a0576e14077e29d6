"""All articles as a table: columns that one chooses, filters, and what is done to many at once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QPushButton

from annotator.errors import AnnotatorError
from annotator.model.article import STATUSES, ArticleId
from annotator.model.filters import ARTICLE_COLUMNS, EXTRA, VARIABLE, ArticleFilter, ArticleLine
from annotator.ui.asking import Asker
from annotator.ui.many import change_many
from annotator.ui.view import View
from annotator.ui.widgets.article_filter import ArticleFilterForm
from annotator.ui.widgets.filter_box import PAUSE, FilterBox
from annotator.ui.widgets.filter_chips import FilterChips
from annotator.ui.widgets.parts import EmptyState, hairline, label, restyle, row
from annotator.ui.widgets.table import Cell, Column, PagedModel, PagedTable
from annotator.ui.words import capital, count_words, date_words, language_words, number

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.model.annotation import AttributeValue
    from annotator.model.changes import Changes
    from annotator.project import Project
    from annotator.settings import Settings
    from annotator.ui.session import Session

#: First widths, pixels.
_WIDTHS: Final = {"title": 380, "outlet": 150, "author": 140, "published": 120, "status": 96, "language": 96}
_NUMERIC: Final = frozenset({"length", "marks"})


class ArticlesView(View):
    """The table of all articles. A double click or Enter opens the text."""

    name = "articles"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.filter = ArticleFilter()
        self.order = "added"
        self._keep: list[int] = []
        self._statuses = {
            "new": self.tr("New"),
            "started": self.tr("Started"),
            "done": self.tr("Done"),
        }
        self.model = PagedModel(self._fetch, self._cell, self)
        self.table = PagedTable(self.model, self.tr("All articles"))
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
        return self.tr("All articles")

    def _parts(self) -> None:
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Title, outlet, author, source…"))
        self.words.setAccessibleName(self.tr("Filter by words"))
        self.words.setClearButtonEnabled(True)
        self.in_text = QCheckBox(self.tr("in the texts as well"))
        self.filter_button = QPushButton(self.tr("Filter"))
        self.columns_button = QPushButton(self.tr("Columns"))
        self.sample_button = QPushButton(self.tr("Draw a sample…"))
        self.counted = label("", "small")
        self.chips = FilterChips(self.session)
        self.box = FilterBox(self.session, ArticleFilterForm(self.session), "filter", self)
        self.empty = EmptyState(self.tr("No article fits the filter."))
        self.empty.hide()
        self.chosen_words = label("", "muted")
        self.actions_bar: dict[str, QPushButton] = {}
        for key, words in (
            ("status", self.tr("Status")),
            ("assign", self.tr("Assign…")),
            ("sets", self.tr("Sets")),
            ("edit", self.tr("Edit…")),
            ("delete", self.tr("Delete…")),
        ):
            self.actions_bar[key] = QPushButton(words)
        for button in (*self.actions_bar.values(), self.filter_button, self.columns_button):
            button.setAutoDefault(False)
        self.columns_menu = QMenu(self)
        self.columns_menu.setAccessibleName(self.tr("Columns"))
        self.columns_button.setMenu(self.columns_menu)
        self.status_menu, self.sets_menu = QMenu(self), QMenu(self)
        self.actions_bar["status"].setMenu(self.status_menu)
        self.actions_bar["sets"].setMenu(self.sets_menu)
        for status in STATUSES:
            action = self.status_menu.addAction(self._statuses[status])
            action.triggered.connect(lambda _=False, status=status: self._set_status(status))

    def _lay_out(self) -> None:
        self.bar.addWidget(self.sample_button)
        self.bar.addWidget(self.columns_button)
        line = row(spacing=10, margins=(20, 12, 20, 8))
        self.words.setMinimumWidth(280)
        line.addWidget(self.words, 1)
        line.addWidget(self.in_text)
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
        for button in self.actions_bar.values():
            last.addWidget(button)
        self.body.addLayout(last)
        self.setTabOrder(self.words, self.in_text)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _: self._pause.start())
        self.in_text.toggled.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self._take_words)
        self.words.returnPressed.connect(self._enter_table)
        self.filter_button.clicked.connect(lambda: self.box.open_below(self.filter_button, self.filter))
        self.box.changed.connect(self.set_filter)
        self.chips.filter_changed.connect(self.set_filter)
        self.table.order_changed.connect(self._sort)
        self.table.opened.connect(self.place)
        self.table.chosen_changed.connect(self._tell_chosen)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(
            lambda at: self._context_menu().exec(self.table.viewport().mapToGlobal(at))
        )
        self.columns_menu.aboutToShow.connect(self._fill_columns)
        self.sets_menu.aboutToShow.connect(self._fill_sets)
        self.actions_bar["assign"].clicked.connect(self._assign)
        self.actions_bar["edit"].clicked.connect(self._edit)
        self.actions_bar["delete"].clicked.connect(self._delete)
        self.sample_button.clicked.connect(self._draw_sample)
        self.asker.failed.connect(self.session.failed)

    # ------------------------------------------------------------------ what is shown

    def show_about(self, **about: Any) -> None:
        """Show the table, with `where` as its filter if that is given."""
        if "where" in about:
            self.set_filter(about["where"])
        else:
            self.refresh()
        self.table.setFocus()

    def set_filter(self, chosen: ArticleFilter) -> None:
        """Show the articles that this filter takes."""
        self.filter = chosen
        for part, held in ((self.words, chosen.words),):
            if part.text().strip() != held:
                part.blockSignals(True)
                part.setText(held)
                part.blockSignals(False)
        self.in_text.blockSignals(True)
        self.in_text.setChecked(chosen.in_text)
        self.in_text.blockSignals(False)
        self.refresh()

    def _take_words(self) -> None:
        self._pause.stop()
        chosen = msgspec.structs.replace(
            self.filter, words=self.words.text().strip(), in_text=self.in_text.isChecked()
        )
        if chosen != self.filter:
            self.set_filter(chosen)

    def refresh(self) -> None:
        """Ask for the list again; what was selected stays so."""
        project, chosen, order = self.session.project, self.filter, self.order
        if project is None:
            return
        self._keep = self.table.chosen()
        self.chips.show_filter(chosen)
        conditions = chosen != ArticleFilter(words=chosen.words, in_text=chosen.in_text)
        restyle(self.filter_button, "state", "on" if conditions else "")

        def work() -> tuple[array[int], int]:
            ids = project.articles.ids(order=order, where=chosen)
            return array("q", ids), sum(project.articles.progress().values())

        self.asker.ask(work, self._take)

    def _take(self, answer: tuple[array[int], int]) -> None:
        ids, total = answer
        self.model.show(ids)
        self.table.choose(self._keep)
        many = count_words(total, "article", "articles")
        if len(ids) == total:
            self.counted.setText(many)
        else:
            self.counted.setText(self.tr("{0} of {1}").format(number(len(ids)), many))
        self.table.setVisible(bool(ids))
        self.empty.setVisible(not ids)
        self.empty.set_text(
            self.tr("No article fits the filter.") if total else self.tr("No articles yet. Press Ctrl+I.")
        )
        self._tell_chosen()

    def changed(self, changes: Changes) -> None:
        """Ask again where that may matter."""
        if changes.listing or changes.articles or changes.scheme or changes.sets or changes.assignments:
            self.refresh_soon()

    def _fetch(self, ids: Sequence[int]) -> dict[int, ArticleLine]:
        project = self.session.project
        try:
            lines = project.articles.lines([ArticleId(key) for key in ids]) if project else []
        except AnnotatorError as failure:
            error = failure
            QTimer.singleShot(0, lambda: self.session.failed.emit(error))
            return {}
        return {line.article.id: line for line in lines}

    def _cell(self, line: ArticleLine, key: str) -> Cell:
        article = line.article
        if key.startswith(EXTRA):
            return Cell(article.extra.get(key.removeprefix(EXTRA), ""))
        if key.startswith(VARIABLE):
            return Cell(_value_words(line.variables.get(key.removeprefix(VARIABLE))))
        if key == "status":
            return Cell(self._statuses[article.status], muted=True, status=article.status)
        if key == "title":
            return Cell(article.title or self.tr("Untitled"))
        words = {
            "published": lambda: date_words(article.published, short=True),
            "language": lambda: language_words(article.language) if article.language else "",
            "length": lambda: number(article.length),
            "marks": lambda: number(line.marks) if line.marks else "",
            "coders": lambda: ", ".join(line.coders),
            "added": lambda: number(article.id),
        }
        return Cell(words[key](), muted=True) if key in words else Cell(getattr(article, key))

    # ------------------------------------------------------------------ columns and order

    def _titles(self) -> dict[str, str]:
        titles = {key: capital(key) for key in ARTICLE_COLUMNS}
        titles |= {
            "coders": self.tr("Assigned to"),
            "added": self.tr("No."),
            "length": self.tr("Characters"),
            "url": self.tr("Address"),
            "source_file": self.tr("Source"),
        }
        return titles

    def _known_columns(self) -> dict[str, str]:
        project = self.session.project
        titles = self._titles()
        titles |= {VARIABLE + one.name: capital(one.name) for one in self.session.scheme.variables}
        if project is not None:
            titles |= {EXTRA + name: name for name in project.articles.extra_names()}
        return titles

    def _show_columns(self) -> None:
        titles = self._titles()
        columns = []
        for key in self.settings.items("article_columns"):
            plain = key.removeprefix(EXTRA).removeprefix(VARIABLE)
            if key in titles or plain != key:
                title = titles.get(key, capital(plain))
                columns.append(Column(key, title, _WIDTHS.get(key, 110), numeric=key in _NUMERIC))
        self.table.set_columns(columns or [Column("title", titles["title"], _WIDTHS["title"])])
        self.table.show_order(self.order)

    def _fill_columns(self) -> None:
        self.columns_menu.clear()
        shown = self.settings.items("article_columns")
        for key, title in self._known_columns().items():
            action = QAction(title.replace("&", "&&"), self.columns_menu)
            action.setCheckable(True)
            action.setChecked(key in shown)
            action.toggled.connect(lambda on, key=key: self.show_column(key, shown=on))
            self.columns_menu.addAction(action)

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column; the choice is remembered."""
        columns = [one for one in self.settings.items("article_columns") if one != key]
        if shown:
            columns.append(key)
        self.settings.set("article_columns", columns)
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

    def chosen(self) -> list[ArticleId]:
        """The selected articles."""
        return [ArticleId(key) for key in self.table.chosen()]

    def _tell_chosen(self) -> None:
        count = self.table.chosen_count()
        if count:
            self.chosen_words.setText(
                self.tr("{0} selected").format(count_words(count, "article", "articles"))
            )
        else:
            self.chosen_words.setText(self.tr("Select articles to change them together. Ctrl+A takes all."))
        for button in self.actions_bar.values():
            button.setEnabled(count > 0 and self.session.writable)

    def _context_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        status = menu.addMenu(self.tr("Status"))
        status.addActions(self.status_menu.actions())
        self._fill_sets()
        sets = menu.addMenu(self.tr("Sets"))
        sets.addActions(self.sets_menu.actions())
        menu.addSeparator()
        for key, act in (("assign", self._assign), ("edit", self._edit), ("delete", self._delete)):
            menu.addAction(self.actions_bar[key].text()).triggered.connect(act)
        menu.setEnabled(bool(self.table.chosen_count()) and self.session.writable)
        return menu

    def _set_status(self, status: Any) -> None:
        ids = self.chosen()
        many = count_words(len(ids), "article", "articles")
        change_many(
            self.session,
            f"Set status of {many} to {status}",
            lambda project: project.articles.set_status_of(ids, status),
            len(ids),
            self,
        )

    def _assign(self) -> None:
        from annotator.ui.dialogs.assigning import AssignDialog

        AssignDialog(self.session, self.chosen(), self).exec()

    def _edit(self) -> None:
        from annotator.ui.dialogs.edit_articles import EditArticlesDialog

        EditArticlesDialog(self.session, self.chosen(), self).exec()

    def _delete(self) -> None:
        from annotator.ui.deleting import delete_articles

        delete_articles(self.session, self.chosen(), self)

    def _draw_sample(self) -> None:
        from annotator.ui.dialogs.sampling import SamplingDialog

        dialog = SamplingDialog(self.session, self.filter, self.chosen(), self)
        if dialog.exec() and dialog.made:
            self.set_filter(ArticleFilter(sets=(dialog.made,)))

    # ------------------------------------------------------------------ sets

    def _fill_sets(self) -> None:
        menu, project = self.sets_menu, self.session.project
        menu.clear()
        menu.addAction(self.tr("New set of these…")).triggered.connect(self._new_set)
        sets = project.sets.all() if project else []
        if sets:
            menu.addSeparator()
        for one in sets:
            name = one.name.replace("&", "&&")
            inner = menu.addMenu(f"{name}   {number(one.size)}")
            show = inner.addAction(self.tr("Show"))
            show.triggered.connect(lambda _=False, uid=one.uid: self.set_filter(ArticleFilter(sets=(uid,))))
            add = inner.addAction(self.tr("Add the selected articles"))
            add.triggered.connect(lambda _=False, one=one: self._change_set(one.uid, one.name, add=True))
            away = inner.addAction(self.tr("Take the selected articles out"))
            away.triggered.connect(lambda _=False, one=one: self._change_set(one.uid, one.name, add=False))
            inner.addSeparator()
            rename = inner.addAction(self.tr("Rename…"))
            rename.triggered.connect(lambda _=False, one=one: self._rename_set(one.uid, one.name))
            delete = inner.addAction(self.tr("Delete the set"))
            delete.triggered.connect(lambda _=False, one=one: self._delete_set(one.uid, one.name))

    def _new_set(self) -> None:
        from annotator.ui.dialogs.ask_name import ask_name

        ids = self.chosen()
        many = count_words(len(ids), "article", "articles")
        name = ask_name(self, self.tr("New set of {0}").format(many), "", self.tr("Make"))
        if name:
            change_many(
                self.session,
                f"Make set {name}",
                lambda project: project.sets.make(name, ids, {"drawn": "by hand"}),
                len(ids),
                self,
            )

    def _change_set(self, uid: str, name: str, *, add: bool) -> None:
        ids = self.chosen()

        def action(project: Project) -> None:
            held = project.sets.ids(uid)
            taken = set(ids)
            rest = [one for one in held if one not in taken]
            project.sets.change(uid, [*held, *ids] if add else rest)

        change_many(self.session, f"Change set {name}", action, len(ids), self)

    def _rename_set(self, uid: str, old: str) -> None:
        from annotator.ui.dialogs.ask_name import ask_name

        name = ask_name(self, self.tr("Rename the set"), old, self.tr("Rename"))
        if name and name != old:
            self.session.do(f"Rename set {old}", lambda project: project.sets.rename(uid, name))

    def _delete_set(self, uid: str, name: str) -> None:
        if self.session.do(f"Delete set {name}", lambda project: project.sets.delete(uid)):
            self.session.told.emit(self.tr("Deleted the set {0}. Ctrl+Z brings it back.").format(name))
            if uid in self.filter.sets:
                self.set_filter(msgspec.structs.replace(self.filter, sets=()))

    def theme_changed(self) -> None:
        """Paint anew."""
        self.table.viewport().update()


def _value_words(value: AttributeValue | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


VIEW = ArticlesView
