"""Adjudication: one difference after the other is settled into the gold layer, by mouse or by single keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QWidget

from annotator.analysis.agreement.cases import Case
from annotator.errors import AnnotatorError
from annotator.model.annotation import Annotation, Span, quote_of
from annotator.model.article import ArticleId
from annotator.model.entity import GOLD
from annotator.ui.differences import (
    CODER_LOOKS,
    GOLD_LOOK,
    by_coder,
    kind_of,
    kind_words,
)
from annotator.ui.page import canvas_look
from annotator.ui.settled_counts import SettledCounts
from annotator.ui.sides import (
    SIDE_KEYS,
    accepted_sides,
    coder_words,
    decision_words,
    entries_of,
    mark_sides,
    marks_about,
    sides_in_words,
)
from annotator.ui.theme import current
from annotator.ui.view import View
from annotator.ui.widgets.case_page import ArticleLine, CaseSide
from annotator.ui.widgets.coder_button import CoderButton
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.kind_chip import KindChip
from annotator.ui.widgets.parts import EmptyState, column, hairline
from annotator.ui.widgets.reader import Reader
from annotator.ui.widgets.settle_panel import SettlePanel
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.model.changes import Changes
    from annotator.project import Project
    from annotator.project.adjudicating import Adjudication, Item, Proposal
    from annotator.settings import Settings
    from annotator.ui.session import Session


class AdjudicationView(View):
    """Walks through the differences of two to six coders."""

    name = "adjudication"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.counts = SettledCounts(session, self)
        self.counts.changed.connect(self._show_done)
        self.counts.accepted.connect(self._told_agreed)
        self._article = ArticleId(0)
        self._key = ""
        self._state: Adjudication | None = None
        self._text = ""
        self._articles: list[ArticleId] = []
        self._entities: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._edited_key = ""
        self._fill_bar()
        self._fill_body()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Adjudicate")

    # ------------------------------------------------------------------ parts

    def _fill_bar(self) -> None:
        self.coder_button = CoderButton(len(SIDE_KEYS))
        self.coder_button.coders_changed.connect(self._choices_changed)
        self.which = QuietCombo()
        self.which.setAccessibleName(self.tr("Articles"))
        self.which.setMinimumWidth(170)
        self.which.activated.connect(lambda _: self._choices_changed())
        self.agree_button = QPushButton(self.tr("Accept what all agree on…"))
        self.agree_button.setToolTip(self.tr("In all these articles; one Undo takes it back"))
        self.agree_button.clicked.connect(self.accept_agreed)
        self.bar.addWidget(self.coder_button)
        self.bar.addWidget(self.which)
        self.bar.addWidget(self.agree_button)

    def _fill_body(self) -> None:
        self.shown = QuietCombo()
        self.shown.setAccessibleName(self.tr("Which to list"))
        for words, name in (
            (self.tr("Differences"), "differences"),
            (self.tr("Still open"), "open"),
            (self.tr("Everything"), "all"),
        ):
            self.shown.addItem(words, name)
        self.shown.activated.connect(lambda _: self._show_list())
        hints = self.tr(
            "A B … accept · Shift also accept · X reject all · 0 nothing here · Enter edit · R reopen · "
            "N P next, previous · J K article · T note"
        )
        self.side = CaseSide([self.shown], hints)
        self.list = self.side.list
        self.list.chosen.connect(self.go_to)
        self.list.entered.connect(lambda _: self.edit())
        self.head = ArticleLine(("K", "J"))
        self.head.moved.connect(self.seek)
        self.head.chips_changed.connect(self._hide_coders)
        self.reader = Reader()
        self.reader.mark_chosen.connect(self._mark_chosen)
        self.reader.span_selected.connect(lambda _: self._take_edges())
        self.panel = SettlePanel(self._matching)
        self._connect_panel()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for part in (self.side, self.reader, self.panel):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 660, 340])
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

    def _connect_panel(self) -> None:
        panel = self.panel
        panel.accepted.connect(self.accept)
        panel.rejected.connect(self.reject)
        panel.nothing.connect(lambda: self.reject(nothing=True))
        panel.reopened.connect(self.reopen)
        panel.edit_requested.connect(self.edit)
        panel.saved.connect(self.save_edited)
        panel.cancelled.connect(self._end_editing)
        panel.left.connect(self.list.setFocus)
        panel.editor.entity_named.connect(self._new_entity)

    # ------------------------------------------------------------------ who and where

    def show_about(self, **about: Any) -> None:
        """Show an article (the one in the text by default), and coders if they are named."""
        self._take_coders(about.get("coders", ()))
        self._offer_articles()
        article = about.get("article") or (self.session.article.id if self.session.article else 0)
        if article:
            self._article = ArticleId(article)
        self._key = ""
        self.refresh()
        self._count_all()
        self.list.setFocus()

    @property
    def coders(self) -> list[str]:
        """Whose differences are settled."""
        return self.coder_button.coders

    def _take_coders(self, wanted: Any = ()) -> None:
        from annotator.project.comparing import coders_with_marks

        project = self.session.project
        counts = coders_with_marks(project) if project else {}
        counts.pop(GOLD, None)
        self.coder_button.show_coders(counts, wanted)

    def _offer_articles(self) -> None:
        held = self.which.currentData()
        self.which.clear()
        self.which.addItem(self.tr("Coded by two or more"), "shared")
        self.which.addItem(self.tr("Coded by anybody"), "any")
        self.which.addItem(self.tr("With suggestions"), "suggested")
        project = self.session.project
        for one in project.sets.all() if project else []:
            self.which.addItem(self.tr("Set: {0}").format(one.name), f"set {one.uid}")
        self.which.setCurrentIndex(max(self.which.findData(held), 0))

    def _chosen_articles(self, project: Project) -> list[ArticleId]:
        from annotator.project.adjudicating import articles_with_proposals
        from annotator.project.comparing import shared_articles

        which = str(self.which.currentData())
        suggested = articles_with_proposals(project)
        if which == "suggested":
            return suggested
        if which.startswith("set "):
            return project.sets.ids(which.removeprefix("set "))
        found = shared_articles(project, self.coders, least=2 if which == "shared" else 1)
        return sorted({*found, *suggested})

    def _choices_changed(self) -> None:
        self._key = ""
        self.counts.forget()
        self.refresh()
        self._count_all()

    # ------------------------------------------------------------------ what is shown

    def changed(self, changes: Changes) -> None:
        """Marks or decisions were changed: count what they touch anew."""
        if changes.coders or changes.sets:
            self._take_coders()
            self._offer_articles()
        self.counts.forget(changes.articles)
        self.refresh_soon()

    def theme_changed(self) -> None:
        """Dress the text anew."""
        self._dress()
        self.list.viewport().update()

    def _dress(self) -> None:
        self.reader.set_theme(canvas_look(current(), self.settings))
        self.reader.set_zoom(round(self.settings.number("zoom")))

    def refresh(self) -> None:
        """Show how far the article is settled."""
        from annotator.project.adjudicating import adjudication

        project = self.session.project
        if project is None:
            return
        self._articles = self._chosen_articles(project)
        if self._article not in self._articles:
            self._article = next(iter(self._articles), ArticleId(0))
        self.agree_button.setEnabled(self.session.writable and bool(self._articles))
        if not self._article:
            self._say_nothing()
            return
        text = project.articles.text(self._article)
        self._entities = {one.uid: one.name for one in project.entities.all()}
        self._state = adjudication(project, self._article, self.coders)
        self.counts.counted[self._article] = self._state.settled, self._state.total
        self.stack.setCurrentIndex(1)
        self._show_head(project.articles.get(self._article).title)
        self._show_text(project, text)
        self._show_list()

    def _say_nothing(self) -> None:
        self._state = None
        self.stack.setCurrentIndex(0)
        words = self.tr(
            "There is nothing to settle here: no article is coded by two of these "
            "coders. Bring in your colleagues’ copies with Project ▸ Merge…, or choose other coders or "
            "articles above."
        )
        self.empty.set_text(words)

    def _show_head(self, title: str) -> None:
        at = self._articles.index(self._article) + 1
        self.head.show_article(title, at, len(self._articles))
        self._show_done()

    def _show_done(self) -> None:
        settled, total = self.counts.counted.get(self._article, (0, 0))
        words = self.tr("{0} of {1} settled here").format(number(settled), number(total))
        if (pair := self.counts.in_all(self._articles)) is not None:
            words += " · " + self.tr("{0} of {1} in all").format(number(pair[0]), number(pair[1]))
        self.head.done.setText(words)

    def _show_text(self, project: Project, text: str) -> None:
        assert self._state is not None
        marks = [
            one
            for one in self._state.marks.values()
            if one.coder in {*self.coders, GOLD} and one.coder not in self._hidden
        ]
        scheme, shown = by_coder(project.scheme, marks, self.coders)
        shown.sort(key=lambda one: (one.start, one.end, one.uid))
        self._dress()
        self.reader.set_entity_names(self._entities)
        if text == self._text and self.reader.text == text:
            self.reader.set_scheme(scheme)
            self.reader.set_annotations(shown, [])
        else:
            self.reader.show_article(text, shown, [], scheme)
        self._text = text
        self._show_legend()

    def _show_legend(self) -> None:
        assert self._state is not None
        names = [*self.coders, GOLD]
        counts = {name: sum(one.coder == name for one in self._state.marks.values()) for name in names}
        if [chip.kind for chip in self.head.chips] != names:
            self.head.show_chips([self._chip(at, name) for at, name in enumerate(names)])
        for chip in self.head.chips:
            chip.set_count(counts[chip.kind])

    def _chip(self, at: int, name: str) -> KindChip:
        look = GOLD_LOOK if name == GOLD else CODER_LOOKS[at]
        words = coder_words(name) if name == GOLD else f"{SIDE_KEYS[at]}  {name}"
        chip = KindChip(name, words, look)
        chip.setChecked(name not in self._hidden)
        return chip

    def _hide_coders(self) -> None:
        self._hidden = self.head.hidden()
        project = self.session.project
        if project is not None and self._state is not None:
            self._show_text(project, self._text)
            self._show_present()

    # ------------------------------------------------------------------ the list

    def _items(self) -> list[Item]:
        return self._state.items if self._state else []

    def _proposals(self) -> list[Proposal]:
        return self._state.proposals if self._state else []

    def _show_list(self) -> None:
        assert self._state is not None
        entries = entries_of(self._state, self.coders, self._entities, self.shown.currentData())
        keys = [entry.key for entry in entries]
        if self._key not in keys:
            still = [entry.key for entry in entries if not entry.settled]
            self._key = (still or keys or [""])[0]
        self.side.show_entries(entries, self._key, self.tr("Everything is settled here."))
        self._show_present()

    def _present(self) -> Item | None:
        return next((one for one in self._items() if one.key == self._key), None)

    def _present_proposal(self) -> Proposal | None:
        return next((one for one in self._proposals() if one.theirs.uid == self._key), None)

    def _show_present(self) -> None:
        item, proposal = self._present(), self._present_proposal()
        self._show_passage(marks_about(item, proposal, self._state.marks if self._state else {}))
        if self.panel.editing and self._edited_key == self._key:
            return
        if proposal is not None:
            self._show_proposal(proposal)
        elif item is not None:
            self._show_item(item)
        else:
            self.panel.say(self.tr("Everything listed here is settled. J goes on to the next article."))

    def _show_item(self, item: Item) -> None:
        assert self._state is not None
        assert self.session.project is not None
        made = self.session.project.decisions.of(self._article)
        accepted = accepted_sides(item.case, made, self._state.gold) if item.decision else []
        sides = sides_in_words(item.case, self.coders, self.session.scheme, self._state.marks, self._entities)
        missing = [name for name in self.coders if name not in {one.name for one in sides}]
        words = kind_words(kind_of(item.case, self.coders), self.coders)
        if missing and isinstance(item.case, Case):
            words += self.tr(" · not marked by {0}").format(", ".join(missing))
        offers = {"reject", "nothing"} | ({"edit"} if isinstance(item.case, Case) else set())
        self.panel.show_sides(
            words,
            sides,
            accepted=accepted,
            verdict=decision_words(item.decision) if item.decision else "",
            offers=offers | ({"reopen"} if item.decision else set()),
        )

    def _show_proposal(self, one: Proposal) -> None:
        theirs = {("B", self.tr("Other version, {0}").format(one.theirs.coder)): one.theirs}
        ours = {("A", self.tr("Version kept, {0}").format(one.ours.coder)): one.ours} if one.ours else {}
        sides = mark_sides({**ours, **theirs}, self.session.scheme, self._entities)
        words = (
            self.tr("Two copies changed this mark. Which version stays?")
            if one.ours
            else self.tr("A suggestion that nobody has confirmed. B confirms it, X takes it away.")
        )
        self.panel.show_sides(words, sides, accepted=[], verdict="", offers={"reject"})

    def _show_passage(self, marks: list[Annotation]) -> None:
        present = None
        if marks:
            present = Span(min(one.start for one in marks), max(one.end for one in marks))
        self.reader.show_passage(present)

    # ------------------------------------------------------------------ going about

    def go_to(self, key: str) -> None:
        """Go to an entry of the list."""
        self._key = key
        self.list.go_to(key)
        self._show_present()

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) entry; at the end on to the next article."""
        keys = [entry.key for entry in self.list.entries]
        at = keys.index(self._key) + by if self._key in keys else len(keys)
        if 0 <= at < len(keys):
            self.go_to(keys[at])
        else:
            self.seek(by)

    def seek(self, by: int) -> None:
        """Show the next or previous article with something open, or simply the next one."""
        if self._article not in self._articles:
            return
        at = self._articles.index(self._article)
        rest = self._articles[at + 1 :] if by > 0 else self._articles[:at][::-1]
        found = next((key for key in rest if not self.counts.is_done(key)), next(iter(rest), None))
        if found is None:
            self.session.told.emit(self.tr("This is the last of these articles."))
            return
        self._article, self._key = found, ""
        self.refresh()

    def _mark_chosen(self, uid: str) -> None:
        for item in self._items():
            if isinstance(item.case, Case) and uid in item.case.uids:
                self.go_to(item.key)
        for one in self._proposals():
            if uid in one.uids:
                self.go_to(one.theirs.uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the keys of the view, whichever of its parts has the focus."""
        if self.panel.editing:
            if event.key() == Qt.Key.Key_Escape:
                self._end_editing()
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        action = self._keys(shift=shift).get(Qt.Key(event.key()))
        side = chr(event.key()) if 65 <= event.key() < 65 + len(SIDE_KEYS) else ""
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and side and side in {card.words.key for card in self.panel.cards}:
            self.accept(side, also=shift)
        elif plain and action is not None:
            action()
        else:
            super().keyPressEvent(event)

    def _keys(self, *, shift: bool) -> dict[Qt.Key, Callable[[], object]]:
        keys = Qt.Key
        return {
            keys.Key_N: lambda: self.step(-1 if shift else 1),
            keys.Key_Space: lambda: self.step(-1 if shift else 1),
            keys.Key_P: lambda: self.step(-1),
            keys.Key_J: lambda: self.seek(1),
            keys.Key_K: lambda: self.seek(-1),
            keys.Key_X: self.reject,
            keys.Key_Delete: self.reject,
            keys.Key_0: lambda: self.reject(nothing=True),
            keys.Key_R: self.reopen,
            keys.Key_T: self.panel.note.setFocus,
            keys.Key_Return: self.edit,
            keys.Key_Enter: self.edit,
        }

    # ------------------------------------------------------------------ settling

    def accept(self, key: str, *, also: bool = False) -> None:
        """Accept the side with that key; `also` beside what was accepted before."""
        from annotator.project import adjudicating

        item, proposal = self._present(), self._present_proposal()
        note, article = self.panel.take_note(), self._article
        if proposal is not None:
            settle = adjudicating.keep_ours if key == "A" else adjudicating.take_theirs
            self._do(lambda project: settle(project, article, proposal, note=note))
        elif item is not None and key in SIDE_KEYS[: len(self.coders)]:
            assert self._state is not None
            assert self.session.project is not None
            chosen = [self.coders[SIDE_KEYS.index(key)]]
            if also:
                made = self.session.project.decisions.of(article)
                chosen = list(dict.fromkeys([*accepted_sides(item.case, made, self._state.gold), *chosen]))
            self._do(lambda project: adjudicating.accept(project, article, item.case, chosen, note=note))

    def reject(self, *, nothing: bool = False) -> None:
        """No side is right, or there is nothing here."""
        from annotator.project import adjudicating

        item, proposal = self._present(), self._present_proposal()
        article = self._article
        if proposal is not None:
            note = self.panel.take_note()
            self._do(lambda project: adjudicating.keep_ours(project, article, proposal, note=note))
        elif item is not None:
            note = self.panel.take_note()
            verdict: Any = "nothing" if nothing else "rejected"
            self._do(
                lambda project: adjudicating.reject(project, article, item.case, verdict=verdict, note=note)
            )

    def reopen(self) -> None:
        """Take a decision back."""
        from annotator.project import adjudicating

        item, article = self._present(), self._article
        if item is not None and item.decision is not None:
            self._do(lambda project: adjudicating.reopen(project, article, item.case), stay=True)

    def edit(self) -> None:
        """Make a version of one's own, beginning with the gold mark or the first side."""
        item = self._present()
        if item is None or not isinstance(item.case, Case) or not self.session.writable:
            return
        assert self._state is not None
        result = item.decision.result if item.decision else ""
        gold = next((one for one in self._state.gold if one.uid == result), None)
        first = gold or next(iter(item.case.marks.values()))
        self._edited_key = self._key
        self.panel.edit(first, self.session.scheme, dict(self._entities))
        self.reader.drop_selection()

    def save_edited(self) -> None:
        """Settle with the version in the editor."""
        from annotator.project import adjudicating

        item, editor, article = self._present(), self.panel.editor, self._article
        if item is None or not isinstance(item.case, Case):
            return
        case, note = item.case, self.panel.take_note()
        self._end_editing()
        self._do(
            lambda project: adjudicating.accept_edited(
                project,
                article,
                case,
                label=editor.label,
                fragments=editor.fragments,
                attributes=editor.attributes,
                entity=editor.entity if editor.entity_field.isEnabled() else "",
                note=note,
            )
        )

    def _end_editing(self) -> None:
        self._edited_key = ""
        self.panel.stack.setCurrentIndex(1)
        self._show_present()
        self.list.setFocus()

    def _take_edges(self) -> None:
        fragments = self.reader.fragments()
        if self.panel.editing and fragments:
            self.panel.editor.set_edges(fragments, quote_of(self._text, fragments))

    def _do(self, action: Callable[[Project], object], *, stay: bool = False) -> None:
        """Settle something, then go on to the next open entry."""
        project = self.session.project
        if project is None or not self.session.writable:
            self.session.told.emit(self.tr("This project is open for reading only; nothing was settled."))
            return
        following = self._following()
        try:
            action(project)
        except AnnotatorError as error:
            self.session.failed.emit(error)
            return
        if not stay:
            self._key = following
        self.refresh()
        self.list.setFocus()

    def _following(self) -> str:
        """The next open entry after the present one, or the first open one before it."""
        keys = [entry.key for entry in self.list.entries]
        at = keys.index(self._key) if self._key in keys else -1
        order = [*self.list.entries[at + 1 :], *self.list.entries[: max(at, 0)]]
        return next((entry.key for entry in order if not entry.settled), self._key)

    def accept_agreed(self) -> None:
        """Accept everything that all chosen coders agree on, in all chosen articles, on a thread."""
        project = self.session.project
        if project is not None and self.session.writable and len(self.coders) > 1:
            self.agree_button.setEnabled(False)
            self.counts.accept_agreed(project, self._articles, self.coders)

    def _told_agreed(self, count: int) -> None:
        words = self.tr("{0} on which all agree came into the gold layer.")
        self.session.told.emit(words.format(count_words(count, "entry", "entries")))
        self.refresh()
        self._count_all()

    def _count_all(self) -> None:
        if self.session.project is not None:
            self.counts.count(self.session.project, self._articles, self.coders)

    def _matching(self, text: str) -> list[Any]:
        project = self.session.project
        return list(project.entities.match(text)) if project else []

    def _new_entity(self, name: str) -> None:
        uid = self.session.add_entity(name, "")
        if uid:
            self.panel.editor.take_entity(uid, name)


VIEW = AdjudicationView
