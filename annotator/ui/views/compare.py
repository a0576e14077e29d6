"""Two coders side by side in one text: what they share, where they differ, and on to the next difference."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from annotator.errors import AnnotatorError
from annotator.model.annotation import Span
from annotator.model.article import ArticleId
from annotator.ui.differences import (
    KIND_LOOKS,
    TWO_KINDS,
    AnyCase,
    by_coder,
    by_kind,
    case_detail,
    case_title,
    kind_of,
    kind_words,
)
from annotator.ui.page import canvas_look
from annotator.ui.theme import current
from annotator.ui.view import View
from annotator.ui.widgets.case_list import Entry
from annotator.ui.widgets.case_page import ArticleLine, CaseSide, quiet_button
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.kind_chip import KindChip
from annotator.ui.widgets.parts import EmptyState, column, hairline, label
from annotator.ui.widgets.side_by_side import SideBySide
from annotator.ui.words import count_words

if TYPE_CHECKING:
    from annotator.model.annotation import Annotation
    from annotator.model.changes import Changes
    from annotator.project.comparing import Comparison
    from annotator.settings import Settings
    from annotator.ui.session import Session

#: Articles that are looked through at a time for the next one with differences.
_AT_A_TIME: Final = 20

_COLOURS: Final = ("differences", "labels", "coders")


class CompareView(View):
    """Compares two coders in one article after the other."""

    name = "compare"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self._article = ArticleId(0)
        self._key = ""
        self._shown: Comparison | None = None
        self._marks: dict[str, Annotation] = {}
        self._articles: list[ArticleId] = []
        self._hidden = {"same"}
        self._seeking: list[ArticleId] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._seek_on)
        self._fill_bar()
        self._fill_body()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Compare coders")

    # ------------------------------------------------------------------ parts

    def _fill_bar(self) -> None:
        self.first, self.second = QuietCombo(), QuietCombo()
        self.colours = QuietCombo()
        for words, name in (
            (self.tr("Colours: differences"), "differences"),
            (self.tr("Colours: labels"), "labels"),
            (self.tr("Colours: coders"), "coders"),
        ):
            self.colours.addItem(words, name)
        for combo, words in (
            (self.first, self.tr("First coder")),
            (self.second, self.tr("Second coder")),
            (self.colours, self.tr("Colours of the marks")),
        ):
            combo.setAccessibleName(words)
            combo.setMinimumWidth(130)
            combo.activated.connect(lambda _: self._choices_changed())
        self.bar.addWidget(self.first)
        self.bar.addWidget(label(self.tr("beside"), "muted"))
        self.bar.addWidget(self.second)
        self.bar.addSpacing(8)
        self.bar.addWidget(self.colours)

    def _fill_body(self) -> None:
        self.sides = SideBySide()
        self.sides.mark_chosen.connect(self._mark_chosen)
        up = quiet_button("↑", "P", self.tr("Previous difference"))
        down = quiet_button("↓", "N", self.tr("Next difference"))
        up.clicked.connect(lambda: self.step(-1))
        down.clicked.connect(lambda: self.step(1))
        hints = self.tr("N next · P previous · D next article with differences · Enter to the text")
        self.side = CaseSide([up, down], hints)
        self.list = self.side.list
        self.list.chosen.connect(self.go_to)
        self.list.entered.connect(lambda _: self._to_the_text())
        self.head = ArticleLine(("Shift+D", "D"))
        self.head.moved.connect(self.seek)
        self.head.chips_changed.connect(self._filter_changed)
        self.chips = {kind: KindChip(kind, "", KIND_LOOKS[kind]) for kind in TWO_KINDS}
        for kind, chip in self.chips.items():
            chip.setChecked(kind not in self._hidden)
        self.head.show_chips(list(self.chips.values()))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.sides)
        split.addWidget(self.side)
        split.setStretchFactor(0, 1)
        split.setSizes([960, 320])
        page = QWidget()
        inner = column(page)
        inner.addWidget(self.head)
        inner.addWidget(hairline())
        inner.addWidget(split, 1)
        self.empty = EmptyState("")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)

    # ------------------------------------------------------------------ what is shown

    def show_about(self, **about: Any) -> None:
        """Show an article (the one in the text by default), and coders if they are named."""
        article = about.get("article") or (self.session.article.id if self.session.article else 0)
        self._take_coders(about.get("coders", ()))
        if article:
            self._article = ArticleId(article)
        self._key = ""
        self.refresh()
        if about.get("uid"):
            self._mark_chosen(about["uid"])
        self.list.setFocus()

    def coders(self) -> tuple[str, ...]:
        """The two that are compared; fewer when there are no two."""
        return tuple(combo.currentText() for combo in (self.first, self.second) if combo.currentText())

    def _take_coders(self, wanted: Any = ()) -> None:
        from annotator.project.comparing import coders_with_marks

        project = self.session.project
        names = list(coders_with_marks(project)) if project else []
        chosen = [name for name in (*wanted, *self.coders()) if name in names]
        own = [project.coder] if project and project.coder in names else []
        order = list(dict.fromkeys([*chosen, *own, *names]))
        for combo, name in zip((self.first, self.second), [*order, "", ""], strict=False):
            combo.clear()
            combo.addItems(names)
            combo.setCurrentText(name)
            combo.setEnabled(len(names) > 1)

    def changed(self, changes: Changes) -> None:
        """Marks were changed, or a coder came in."""
        if changes.coders:
            self._take_coders()
        self.refresh_soon()

    def theme_changed(self) -> None:
        """Dress the readings anew."""
        self._dress()
        self.list.viewport().update()

    def _dress(self) -> None:
        self.sides.dress(canvas_look(current(), self.settings), round(self.settings.number("zoom")))

    def refresh(self) -> None:
        """Compare as the project is now."""
        from annotator.project.comparing import compared, shared_articles

        project, coders = self.session.project, self.coders()
        if project is None or len(set(coders)) < 2:
            self._say_nothing()
            return
        self._articles = shared_articles(project, coders, least=1)
        if self._article not in self._articles:
            shared = shared_articles(project, coders)
            self._article = next(iter(shared or self._articles), ArticleId(0))
        try:
            text = project.articles.text(self._article)
            self._shown = compared(project, self._article, coders)
        except AnnotatorError:
            self._say_nothing()
            return
        self._marks = {mark.uid: mark for case in self._shown.marks for mark in case.marks.values()}
        self._entities = {one.uid: one.name for one in project.entities.all()}
        self.stack.setCurrentIndex(1)
        self._show_head(project.articles.get(self._article).title)
        self._show_text(text)
        self._show_list()

    def _say_nothing(self) -> None:
        self._shown = None
        self.stack.setCurrentIndex(0)
        same = self.first.count() > 1
        self.empty.set_text(
            self.tr("Choose two different coders above.")
            if same
            else self.tr(
                "There is nobody to compare yet: marks of two coders are needed. "
                "Bring in your colleagues’ copies with Project ▸ Merge…"
            )
        )

    def _show_head(self, title: str) -> None:
        self.head.show_article(title, self._articles.index(self._article) + 1, len(self._articles))
        coders = self.coders()
        counts = self._counts()
        for kind, chip in self.chips.items():
            chip.set_words(kind_words(kind, coders))
            chip.set_count(counts[kind])

    def _counts(self) -> Counter[str]:
        return Counter(kind_of(case, self.coders()) for _, case in self._cases())

    def _cases(self) -> list[tuple[str, AnyCase]]:
        """Every case with a key of its own, in the order of the list."""
        if self._shown is None:
            return []
        found: list[tuple[str, AnyCase]] = [(min(one.uids), one) for one in self._shown.marks]
        found += [(min(one.uids), one) for one in self._shown.relations]
        return found + [(f"variable {one.name}", one) for one in self._shown.variables]

    def _visible(self) -> list[tuple[str, AnyCase]]:
        return [(key, one) for key, one in self._cases() if kind_of(one, self.coders()) not in self._hidden]

    def _show_text(self, text: str) -> None:
        assert self._shown is not None
        project, coders = self.session.project, self.coders()
        assert project is not None
        scheme, marks = project.scheme, list(self._marks.values())
        if self.colours.currentData() == "differences":
            scheme, marks = by_kind(scheme, self._shown.marks, coders)
        elif self.colours.currentData() == "coders":
            scheme, marks = by_coder(scheme, marks, coders)
        own = [sorted((one for one in marks if one.coder == name), key=_order) for name in coders]
        self._dress()
        self.sides.show_names(self._entities)
        self.sides.show_text(text, scheme, own)
        for side, name, some in zip(self.sides.sides, coders, own, strict=True):
            side.show_name(name, count_words(len(some), "mark", "marks"))

    def _show_list(self) -> None:
        coders = self.coders()
        entries = [
            Entry(
                key,
                kind_words(kind, coders),
                KIND_LOOKS[kind],
                case_title(case, self._marks),
                case_detail(case, coders, self._entities),
            )
            for key, case in self._visible()
            for kind in [kind_of(case, coders)]
        ]
        keys = [entry.key for entry in entries]
        if self._key not in keys:
            self._key = keys[0] if keys else ""
        words = self.tr("No differences of the chosen kinds in this article.")
        self.side.show_entries(entries, self._key, words)
        self._show_present()

    def _show_present(self) -> None:
        found = dict(self._cases()).get(self._key)
        uids = self._uids_of(found) if found is not None else set()
        spans = [self._marks[uid] for uid in uids if uid in self._marks]
        present = None
        if spans:
            present = Span(min(one.start for one in spans), max(one.end for one in spans))
        self.sides.show_present(present, uids)

    def _uids_of(self, case: AnyCase) -> set[str]:
        """The marks that a case is about: its own, or the ends of its relations."""
        relations = getattr(case, "relations", None)
        if relations is not None:
            return {uid for one in relations.values() for uid in (one.head, one.tail)}
        marks = getattr(case, "marks", None)
        return {one.uid for one in marks.values()} if marks is not None else set()

    # ------------------------------------------------------------------ going about

    def go_to(self, key: str) -> None:
        """Go to a difference of the list."""
        self._key = key
        self.list.go_to(key)
        self._show_present()

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) difference; at the end on to the next article."""
        keys = [key for key, _ in self._visible()]
        at = keys.index(self._key) + by if self._key in keys else 0
        if 0 <= at < len(keys):
            self.go_to(keys[at])
        else:
            self.seek(by)

    def seek(self, by: int) -> None:
        """Show the next or previous article in which the chosen kinds of differences occur."""
        if self._article not in self._articles:
            return
        at = self._articles.index(self._article)
        self._seeking = self._articles[at + 1 :] if by > 0 else self._articles[:at][::-1]
        self._backwards = by < 0
        self._timer.start()

    def _seek_on(self) -> None:
        """Look through some articles more; the window lives meanwhile."""
        from annotator.project.comparing import compared

        project, coders = self.session.project, self.coders()
        for _ in range(_AT_A_TIME):
            if not self._seeking or project is None:
                self._timer.stop()
                self.session.told.emit(self.tr("There are no more articles with such differences."))
                return
            article = self._seeking.pop(0)
            found = compared(project, article, coders)
            cases: list[AnyCase] = [*found.marks, *found.relations, *found.variables]
            if any(kind_of(one, coders) not in self._hidden for one in cases):
                self._timer.stop()
                self._article, self._key = article, ""
                self.refresh()
                if self._backwards and self._visible():
                    self.go_to(self._visible()[-1][0])
                return

    def _mark_chosen(self, uid: str) -> None:
        key = next((key for key, case in self._cases() if uid in self._uids_of(case)), "")
        if key and key in {entry.key for entry in self.list.entries}:
            self.go_to(key)

    def _choices_changed(self) -> None:
        self._key = ""
        self.refresh()

    def _filter_changed(self) -> None:
        self._hidden = self.head.hidden()
        if self._shown is not None:
            self._show_list()

    def _to_the_text(self) -> None:
        found = dict(self._cases()).get(self._key)
        uids = sorted(self._uids_of(found)) if found is not None else []
        self.place(self._article, uids[0] if uids else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the keys of the view, whichever of its parts has the focus."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key in (Qt.Key.Key_N, Qt.Key.Key_F8, Qt.Key.Key_Space):
            self.step(-1 if shift else 1)
        elif key == Qt.Key.Key_P:
            self.step(-1)
        elif key == Qt.Key.Key_D:
            self.seek(-1 if shift else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._to_the_text()
        else:
            super().keyPressEvent(event)


def _order(mark: Annotation) -> tuple[int, int, str]:
    return mark.start, mark.end, mark.uid


VIEW = CompareView
