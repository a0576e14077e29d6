"""Search over the whole project: hits by article, and a concordance whose lines can be coded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from annotator.analysis.concordance import Line, lines, marked
from annotator.errors import AnnotatorError, Cancelled
from annotator.model.annotation import Span
from annotator.model.article import ArticleId
from annotator.model.exchange import no_progress
from annotator.project.search_index import SearchIndex
from annotator.project.searching import look_through, prepared
from annotator.ui import faults
from annotator.ui.dialogs.ask import ask
from annotator.ui.dialogs.marking import MarkingDialog
from annotator.ui.finding import Finder
from annotator.ui.view import View
from annotator.ui.widgets.concordance_page import ConcordancePage
from annotator.ui.widgets.condition_rows import ConditionRows
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.hit_table import Beside, Group, HitTable, close_together
from annotator.ui.widgets.parts import EmptyState, hairline, label, restyle, row
from annotator.ui.widgets.saved_menu import SavedMenu
from annotator.ui.widgets.search_help import SearchHelp
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.analysis.search import Found, Search
    from annotator.model.changes import Changes
    from annotator.model.entity import Entity
    from annotator.model.exchange import Progress
    from annotator.project.coding import Coded
    from annotator.settings import Settings
    from annotator.ui.session import Session

#: Milliseconds after the last key until the search begins.
_PAUSE: Final = 250

#: Hits that are kept of one search: more are counted by nobody.
MOST_LINES: Final = 100_000

#: Marking more lines than these is asked about first.
_MANY: Final = 50

#: Marks of more articles than these have changed: the lines are looked for again.
_MANY_ARTICLES: Final = 100


class SearchView(View):
    """Finds in texts, metadata, marks and notes; what is found can be opened, coded and exported."""

    name = "search"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._index: SearchIndex | None = None
        self._asked: dict[int, tuple[Any, ...]] = {}  # by tab: what its list shows
        self._hits = self._articles = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.run)
        self.finder = Finder(self)
        self.indexer = Finder(self)
        self._fill_bar()
        self._fill_body()
        self._connect()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Search")

    # ------------------------------------------------------------------ parts

    def _fill_bar(self) -> None:
        self.saved = SavedMenu(self.session, self._body)
        self.saved.opened.connect(self.open_saved)
        self.export = QPushButton(self.tr("Export the table…"))
        self.help_button = QToolButton()
        self.help_button.setText(self.tr("How to search"))
        self.help_button.setCheckable(True)
        for part in (self.saved, self.export, self.help_button):
            self.bar.addWidget(part)

    def _fill_body(self) -> None:
        self.query = QLineEdit()
        self.query.setPlaceholderText(
            self.tr("Words, “phrases”, AND OR NOT, serang*, NEAR/5, /regex/, label:claim …")
        )
        self.query.setAccessibleName(self.tr("Search for"))
        self.query.setClearButtonEnabled(True)
        self.case = self._toggle("Aa", self.tr("Capitals count"))
        self.accents = self._toggle("é", self.tr("Accents count"))
        self.everywhere = self._toggle(
            self.tr("Everywhere"), self.tr("Also in titles, other metadata and notes")
        )
        self.conditions_button = self._toggle(
            self.tr("Conditions"), self.tr("Build conditions on marks and articles")
        )
        asked = QWidget()
        line = row(asked, spacing=6, margins=(16, 10, 16, 6))
        line.addWidget(self.query, 1)
        for part in (self.case, self.accents, self.everywhere, self.conditions_button):
            line.addWidget(part)
        self.conditions = ConditionRows()
        self.conditions.hide()
        self.tabs = QTabBar()
        self.tabs.addTab(self.tr("Articles"))
        self.tabs.addTab(self.tr("Concordance"))
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("How the hits are shown"))
        self.summary = label("", "muted")
        self.order = QuietCombo()
        self.order.setAccessibleName(self.tr("Order"))
        self.order.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToContents)
        under = QWidget()
        line = row(under, spacing=14, margins=(16, 0, 16, 0))
        line.addWidget(self.tabs)
        line.addWidget(self.summary, 1)
        line.addWidget(self.order)
        self.hits = HitTable(self._text_of)
        self.page = ConcordancePage(self._matching)
        self.empty = EmptyState("")
        self.stack = QStackedWidget()
        for page in (self.empty, self.hits, self.page):
            self.stack.addWidget(page)
        self.help = SearchHelp()
        self.help.setFixedWidth(300)
        self.help.hide()
        lower = row()
        lower.addWidget(self.stack, 1)
        lower.addWidget(self.help)
        for widget in (asked, self.conditions, under, hairline()):
            self.body.addWidget(widget)
        self.body.addLayout(lower, 1)
        self._offer_orders()

    def _toggle(self, words: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _connect(self) -> None:
        self.query.textChanged.connect(self._typed)
        self.query.returnPressed.connect(self.run)
        for toggle in (self.case, self.accents, self.everywhere):
            toggle.toggled.connect(lambda _: self.run())
        self.conditions_button.toggled.connect(self._show_conditions)
        self.conditions.query_changed.connect(self.query.setText)
        self.help_button.toggled.connect(self.help.setVisible)
        self.help.example_chosen.connect(self.query.setText)
        self.export.clicked.connect(self._choose_target)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.order.activated.connect(lambda _: self._order_chosen())
        self.hits.place_chosen.connect(self.place)
        self.page.line_opened.connect(lambda line: self.place(line.id, line.mark, line.span))
        self.page.code_requested.connect(self.mark_ticked)
        self.page.table.sort_requested.connect(self._sort)
        self.finder.found.connect(self._take)
        self.finder.progressed.connect(self._show_progress)
        self.finder.ended.connect(self._end)
        self.indexer.ended.connect(self._index_ended)
        self.session.project_changed.connect(self._let_go)

    # ------------------------------------------------------------------ shown, changed, left

    def show_about(self, **about: Any) -> None:
        """Bring the search to the front; `query` searches for that, `concordance` shows its lines."""
        project = self.session.project
        if project is None:
            return
        if self._index is None:
            self._index = SearchIndex(project)
        self.page.coding.show_scheme(self.session.scheme)
        self.page.table.set_labels(self.session.scheme.labels)
        if about.get("concordance"):
            self.tabs.setCurrentIndex(1)
        if query := about.get("query"):
            self.query.setText(str(query))
        self.query.setFocus()
        self.query.selectAll()
        self._bring_index_up_to_date()
        self.run()

    def refresh(self) -> None:
        """Search again."""
        self._asked.clear()
        self.run()

    def changed(self, changes: Changes) -> None:
        """A command was committed: lines keep their ticks, and show the marks as they are now."""
        self.page.coding.show_scheme(self.session.scheme)
        self.page.table.set_labels(self.session.scheme.labels)
        if changes.listing or (
            changes.articles and self.tabs.currentIndex() == 0 and not self.finder.running
        ):
            self.hits.viewport().update()
        if changes.listing:
            self._bring_index_up_to_date()
            self.refresh_soon()
        elif changes.annotations:
            self._show_marks_anew(changes.articles)

    def _show_marks_anew(self, articles: frozenset[int]) -> None:
        project = self.session.project
        held = self.page.table.shown.lines
        touched = {at: one for at, one in enumerate(held) if one.id in articles}
        if project is None or not touched:
            return
        if len(articles) > _MANY_ARTICLES:
            self._asked.pop(1, None)
            if self.tabs.currentIndex() == 1:
                self.run()
            return
        marks = {key: project.annotations.of(ArticleId(key)) for key in {one.id for one in touched.values()}}
        self.page.relabel({at: marked(one, marks[one.id]) for at, one in touched.items()})

    def _let_go(self) -> None:
        self.finder.stop()
        self.indexer.stop()
        if self._index is not None:
            self._index.close()
            self._index = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Ctrl+F and / go to the query, the arrow down from there to the hits."""
        if event.key() == Qt.Key.Key_Down and self.query.hasFocus():
            target = self.hits if self.tabs.currentIndex() == 0 else self.page.table
            target.setFocus()
            if not target.currentIndex().isValid() and target.model().rowCount():
                target.setCurrentIndex(target.model().index(0, 0 if target is self.hits else 1))
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------------ searching

    def _typed(self, text: str) -> None:
        self.conditions.show_query(text)
        self._pause.start(_PAUSE)

    def _state(self) -> tuple[Any, ...]:
        ways = tuple(one.isChecked() for one in (self.case, self.accents, self.everywhere))
        order = str(self.order.currentData()) if self.tabs.currentIndex() == 0 else ""
        return (self.query.text().strip(), *ways, order)

    def run(self) -> None:
        """Search for what is asked now, unless the list in front shows that already."""
        self._pause.stop()
        project, tab = self.session.project, self.tabs.currentIndex()
        if project is None or self._asked.get(tab) == self._state():
            return
        self.finder.stop()
        self._clear(tab)
        text = self.query.text().strip()
        restyle(self.query, "problem", False)
        self._asked[tab] = self._state()
        if not text:
            self._say_how()
            return
        try:
            search = prepared(
                project,
                text,
                case=self.case.isChecked(),
                accents=self.accents.isChecked(),
                everywhere=self.everywhere.isChecked(),
            )
        except AnnotatorError as error:
            self._refuse(error)
            return
        self.stack.setCurrentIndex(tab + 1)
        self.summary.setText(self.tr("Searching …"))
        self.finder.start(self._work(search, tab))

    def _work(self, search: Search, tab: int) -> Any:
        project, index, order = self.session.project, self._index, str(self.order.currentData() or "added")
        assert project is not None

        def groups(progress: Progress) -> Iterator[Group]:
            found = look_through(project, search, index=index, order=order, texts=False, progress=progress)
            yield from map(_group, found)

        def hit_lines(progress: Progress) -> Iterator[Line]:
            yield from lines(look_through(project, search, index=index, marks=True, progress=progress))

        return groups if tab == 0 else hit_lines

    def _clear(self, tab: int) -> None:
        self._hits = self._articles = 0
        if tab == 0:
            self.hits.hits.clear()
        else:
            self.page.clear()

    def _take(self, found: list[Any]) -> None:
        if self.tabs.currentIndex() == 0:
            self.hits.hits.append(found)
            self._articles += len(found)
            self._hits += sum(one.total for one in found)
        else:
            room = MOST_LINES - len(self.page.table.shown.lines)
            self.page.append(found[:room])
            self._hits = len(self.page.table.shown.lines)
            if len(found) > room:
                self.finder.stop()
                self._end(None)

    def _show_progress(self, done: int, total: int) -> None:
        share = f" · {100 * done // total} %" if total else ""
        self.summary.setText(self._counts() + share)

    def _end(self, error: BaseException | None) -> None:
        if self.tabs.currentIndex() == 1:
            self._articles = len({one.id for one in self.page.table.shown.lines})
            self.page.finish()
        if isinstance(error, AnnotatorError) and not isinstance(error, Cancelled):
            self._refuse(error)
        elif error is not None and not isinstance(error, Cancelled):
            faults.write_log(faults.report(error))
            self.summary.setText(self.tr("The search stopped: details are in {0}").format(faults.log_file()))
        elif not self._hits and not self._articles:
            self._say_nothing_found()
        else:
            self.summary.setText(self._counts())

    def _counts(self) -> str:
        hits = count_words(self._hits, "hit", "hits")
        if self.tabs.currentIndex() == 1 and self._hits >= MOST_LINES:
            return self.tr("The first {0}; ask for less to see all").format(hits)
        if self.tabs.currentIndex() == 1 and self.finder.running:
            return hits
        return self.tr("{0} in {1}").format(hits, count_words(self._articles, "article", "articles"))

    def _refuse(self, error: AnnotatorError) -> None:
        """Say what is wrong with the query, and where."""
        restyle(self.query, "problem", True)
        self.summary.setText("")
        self.empty.set_text(error.sentence)
        self.stack.setCurrentIndex(0)

    def _say_how(self) -> None:
        self.summary.setText("")
        self.empty.set_text(
            self.tr(
                "Type a word to find it in every article. “How to search” shows what else can be asked, "
                "with examples to click."
            )
        )
        self.stack.setCurrentIndex(0)

    def _say_nothing_found(self) -> None:
        words = self.tr("Nothing was found for this search.")
        if not self.everywhere.isChecked():
            words += " " + self.tr("“Everywhere” also looks into titles, other metadata and notes.")
        if self.case.isChecked() or self.accents.isChecked():
            words += " " + self.tr("Capitals or accents count now; without them more may be found.")
        self.summary.setText(self.tr("0 hits"))
        self.empty.set_text(words)
        self.stack.setCurrentIndex(0)

    # ------------------------------------------------------------------ orders, tabs, conditions

    def _offer_orders(self) -> None:
        self.order.clear()
        if self.tabs.currentIndex() == 0:
            orders = {
                "added": self.tr("As added"),
                "-published": self.tr("Newest first"),
                "published": self.tr("Oldest first"),
                "outlet": self.tr("By outlet"),
                "title": self.tr("By title"),
            }
        else:
            orders = {
                "text": self.tr("As in the texts"),
                "left": self.tr("By the words to the left"),
                "hit": self.tr("By the hit"),
                "right": self.tr("By the words to the right"),
                "outlet": self.tr("By outlet"),
                "date": self.tr("By date"),
                "title": self.tr("By title"),
            }
        for name, words in orders.items():
            self.order.addItem(words, name)
        if self.tabs.currentIndex() == 1:
            self.order.setCurrentIndex(self.order.findData(self.page.sorting))

    def _order_chosen(self) -> None:
        if self.tabs.currentIndex() == 0:
            self.run()
        else:
            self.page.sort_by(self.order.currentData())

    def _sort(self, order: str) -> None:
        self.order.setCurrentIndex(self.order.findData(order))
        self._order_chosen()

    def _tab_changed(self, tab: int) -> None:
        self._offer_orders()
        self.finder.stop()
        if self._asked.get(tab) != self._state():
            self.run()
        else:
            self._show_kept(tab)

    def _show_kept(self, tab: int) -> None:
        """The tab shows already what is asked for: count it again."""
        if tab == 0:
            groups = self.hits.hits.groups
            self._articles, self._hits = len(groups), sum(one.total for one in groups)
        else:
            held = self.page.table.shown.lines
            self._articles, self._hits = len({one.id for one in held}), len(held)
        if self._articles:
            self.stack.setCurrentIndex(tab + 1)
            self.summary.setText(self._counts())

    def _show_conditions(self, shown: bool) -> None:
        project = self.session.project
        if shown and project is not None:
            coders = [one.name for one in project.coders]
            self.conditions.offer(self.session.scheme, project.entities.all(), coders)
            self.conditions.show_query(self.query.text())
        self.conditions.setVisible(shown)

    # ------------------------------------------------------------------ the index

    def _bring_index_up_to_date(self) -> None:
        index = self._index
        if index is None or self.indexer.running:
            return

        def work(progress: Progress) -> Iterator[None]:
            index.bring_up_to_date(progress)
            yield None

        self.indexer.start(work)

    def _index_ended(self, error: BaseException | None) -> None:
        if error is not None and not isinstance(error, Cancelled):
            faults.write_log(faults.report(error))  # everything is looked through instead

    # ------------------------------------------------------------------ coding

    def mark_ticked(self) -> None:
        """Put the chosen label on every ticked line."""
        from annotator.project.coding import Place, code

        project, coding = self.session.project, self.page.coding
        chosen = self.page.table.shown.chosen()
        if project is None or not chosen:
            return
        places = [Place(line.id, line.span) for line in chosen]
        if len(places) > _MANY and not self._agreed(len(places), coding.label_name):
            return
        name, values, extent = coding.label_name, coding.values(), coding.extent.currentData()
        uid, called = coding.entity_uid, coding.entity_name

        def work(progress: Progress) -> Coded:
            with project.command(f"Add {len(places)} marks: {name}"):
                entity = uid or (project.entities.add(called).uid if called else "")
                return code(
                    project, places, name, attributes=values, entity=entity, extent=extent, progress=progress
                )

        done = self._worked(work, len(places))
        if done is None:
            return
        self.page.table.shown.tick(range(self.page.table.shown.rowCount()), False)
        words = self.tr("Marked {0}. Ctrl+Z takes all back.").format(
            count_words(done.added, "place", "places")
        )
        if done.skipped:
            words += " " + self.tr("{0} had that mark already.").format(number(done.skipped))
        self.session.told.emit(words)

    def _worked(self, work: Callable[[Progress], Coded], count: int) -> Coded | None:
        """Do it, many places on a thread; None when it failed or was stopped, which has been told."""
        if count > _MANY:
            dialog = MarkingDialog(work, self)
            dialog.exec()
            given: Coded | None = dialog.given
            dialog.deleteLater()
            return given
        try:
            return work(no_progress)
        except AnnotatorError as error:
            self.session.failed.emit(error)
            return None

    def _agreed(self, count: int, name: str) -> bool:
        sentence = self.tr("Put the label “{0}” on {1}? One Ctrl+Z takes all of it back.")
        words = sentence.format(name, count_words(count, "line", "lines"))
        return (
            ask(self, self.tr("Mark the ticked lines"), words, [self.tr("Cancel"), self.tr("Mark them")]) == 1
        )

    # ------------------------------------------------------------------ saved searches

    def _body(self) -> dict[str, Any]:
        """The search as it is saved."""
        return {
            "query": self.query.text().strip(),
            "case": self.case.isChecked(),
            "accents": self.accents.isChecked(),
            "everywhere": self.everywhere.isChecked(),
        }

    def open_saved(self, body: dict[str, Any]) -> None:
        """Run a saved search."""
        for toggle, name in ((self.case, "case"), (self.accents, "accents"), (self.everywhere, "everywhere")):
            toggle.setChecked(bool(body.get(name)))
        self.query.setText(str(body.get("query", "")))
        self.run()

    # ------------------------------------------------------------------ out

    def _choose_target(self) -> None:
        project = self.session.project
        if project is None:
            return
        if self.tabs.currentIndex() == 0:
            self.tabs.setCurrentIndex(1)  # a table of lines is what goes out
        kinds = f"{self.tr('Excel workbook')} (*.xlsx);;CSV (*.csv)"
        name = str(project.path.with_name(f"{project.name} concordance.xlsx"))
        chosen, kind = QFileDialog.getSaveFileName(self, self.tr("Export the table"), name, kinds)
        if chosen:
            target = Path(chosen)
            self.write_to(
                target if target.suffix else target.with_suffix(kind.rpartition("*")[2].rstrip(")"))
            )

    def write_to(self, target: Path) -> None:
        """Write the lines that are shown, in their order."""
        from annotator.project.plain_tables import write_table

        model = self.page.table.shown
        try:
            write_table(target, _HEAD, (_cells(model.lines[at]) for at in model.order))
        except AnnotatorError as error:
            self.session.failed.emit(error)
            return
        count = count_words(len(model.order), "line", "lines")
        self.session.told.emit(self.tr("{0} are in {1}").format(count, target.name))

    # ------------------------------------------------------------------ the project

    def _text_of(self, article: int) -> str:
        project = self.session.project
        try:
            return project.articles.text(ArticleId(article)) if project else ""
        except AnnotatorError:
            return ""  # deleted meanwhile: the list is made anew in a moment

    def _matching(self, text: str) -> Sequence[Entity]:
        project = self.session.project
        return project.entities.match(text) if project else []


_HEAD: Final = ("article", "title", "outlet", "published", "start", "end", "left", "hit", "right", "labels")


def _cells(line: Line) -> tuple[str | int, ...]:
    place = (line.span.start, line.span.end)
    words = (line.left, line.hit, line.right, ", ".join(dict.fromkeys(line.labels)))
    return (line.article, line.title, line.outlet, line.published, *place, *words)


def _group(found: Found) -> Group:
    article = found.record.article
    return Group(
        article=article.id,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        hits=close_together([(one.span.start, one.span.end, one.mark) for one in found.hits]),
        beside=tuple(Beside(one.field, one.text, Span(*one.span), one.mark) for one in found.elsewhere),
    )


VIEW = SearchView
