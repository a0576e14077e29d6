"""Repairing the text of an article under its marks: a typo, an advert left over, a wrong encoding."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPushButton, QSplitter, QWidget

from annotator.errors import AnnotatorError
from annotator.model.annotation import Span
from annotator.model.article import ArticleId
from annotator.ui.dialogs.ask import ask
from annotator.ui.latest import Latest
from annotator.ui.theme import current, label_colour, text_font
from annotator.ui.view import View
from annotator.ui.widgets.exact_edit import ExactEdit
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.move_list import MoveList
from annotator.ui.widgets.parts import ElidedLabel, column, label, row
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.model.exchange import Waiting
    from annotator.project.repairing import RepairPlan
    from annotator.settings import Settings
    from annotator.ui.session import Session

#: Milliseconds after the last key before the marks are looked at again.
_PAUSE: Final = 250
#: Marks whose colours are laid under the text.
_SHOWN: Final = 1000
_ENCODINGS: Final = (
    "utf-8",
    "windows-1252",
    "windows-1251",
    "windows-1250",
    "windows-1254",
    "windows-1256",
    "iso-8859-1",
    "koi8-r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-kr",
)


class RepairView(View):
    """On the left the text, to be corrected; on the right what that does to each mark, before it happens."""

    name: ClassVar[str] = "repair"

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(session, settings, parent)
        self.article = ArticleId(0)
        self.plan: RepairPlan | None = None
        self._waiting: list[Waiting] = []
        self._planning = Latest(self, pause=_PAUSE)
        self._planning.ready.connect(self._show_plan)
        self._planning.failed.connect(self._tell_fault)
        self.about = ElidedLabel("", "muted")
        self.edit = ExactEdit()
        self.moves = MoveList(self._selection)
        self.problem = label("", "problem", wrap=True)
        self.wanted = QLineEdit()
        self.instead = QLineEdit()
        self.case = QCheckBox(self.tr("Case"))
        self.wrong = self._encodings(self.tr("Encoding as which it was read"))
        self.right = self._encodings(self.tr("Encoding that it is in"))
        self.apply = QPushButton(self.tr("Repair the text"))
        self.discard = QPushButton(self.tr("Start again"))
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """What stands over the view."""
        return self.tr("Repair the text")

    # ------------------------------------------------------------------ layout

    def _encodings(self, name: str) -> QuietCombo:
        combo = QuietCombo()
        combo.setEditable(True)
        combo.addItems(_ENCODINGS)
        combo.setAccessibleName(name)
        return combo

    def _lay_out(self) -> None:
        self.bar.insertWidget(2, self.about)
        self.bar.addWidget(self.discard)
        self.bar.addWidget(self.apply)
        self.edit.setProperty("role", "field")
        self.edit.setAccessibleName(self.tr("Text of the article"))
        self.edit.setTabChangesFocus(True)
        left = QWidget()
        box = column(left, spacing=10, margins=(20, 14, 16, 16))
        box.addLayout(self._find_line())
        box.addLayout(self._encoding_line())
        box.addWidget(self.edit, 1)
        right = QWidget()
        side = column(right, spacing=10, margins=(16, 14, 12, 16))
        side.addWidget(label(self.tr("What becomes of the marks"), "name"))
        side.addWidget(self.moves, 1)
        side.addWidget(self.problem)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([760, 420])
        self.body.addWidget(split, 1)

    def _find_line(self) -> Any:
        line = row(spacing=8)
        for field, words in ((self.wanted, self.tr("Find")), (self.instead, self.tr("Replace with"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            line.addWidget(field, 1)
        line.addWidget(self.case)
        for words, act in (
            (self.tr("Next"), self.find_next),
            (self.tr("Replace"), self.replace),
            (self.tr("Replace all"), self.replace_all),
        ):
            line.addWidget(self._button(words, act))
        return line

    def _encoding_line(self) -> Any:
        line = row(spacing=8)
        line.addWidget(label(self.tr("It was read as"), "muted"))
        line.addWidget(self.wrong)
        line.addWidget(label(self.tr("but is"), "muted"))
        line.addWidget(self.right)
        line.addWidget(self._button(self.tr("Decode again"), self.decode_again))
        line.addWidget(self._button(self.tr("Read from a file…"), self.read_file))
        line.addStretch(1)
        return line

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _=False: act())
        return button

    def _connect(self) -> None:
        self.edit.edited.connect(self._edited)
        self.moves.span_chosen.connect(self.edit.select_span)
        self.moves.decided.connect(self._allow)
        self.wanted.returnPressed.connect(self.find_next)
        self.instead.returnPressed.connect(self.replace)
        self.apply.clicked.connect(self.repair)
        self.discard.clicked.connect(self.start_again)
        for keys, act in (
            (QKeySequence.StandardKey.Find, self._go_to_find),
            (QKeySequence("Ctrl+Return"), self.repair),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # ------------------------------------------------------------------ what is shown

    def show_about(self, **about: Any) -> None:
        """The shown article, or changed texts (`waiting`) that an import could not take in by itself."""
        self._waiting = list(about.get("waiting", ()))
        if self._waiting:
            self._next_waiting()
        elif self.session.article is not None:
            self.load(self.session.article.id)
        else:
            self._clear()

    def load(self, article: ArticleId, text: str | None = None) -> None:
        """Show an article, with another text in its place if one is given."""
        project = self.session.project
        assert project is not None
        try:
            held, kept = project.articles.get(article), project.articles.text(article)
        except AnnotatorError as error:
            self._clear()
            self._tell_fault(error)
            return
        self.article = article
        self.plan = None
        self.moves.decisions = {}
        self.about.setText(held.title)
        self.edit.setFont(text_font(round(self.settings.number("text_size"))))
        whole = self.edit.load(kept)
        self.problem.setText("" if whole else self.tr("This text cannot be edited here without loss."))
        self._guess_encoding(kept)
        if text is not None and whole:
            self.edit.replace_all(text)
        self._ask()

    def _clear(self) -> None:
        self.article, self.plan = ArticleId(0), None
        self.about.setText("")
        self.edit.load("")
        self.moves.show_plan(None, self.session.scheme)
        self.problem.setText(self.tr("Choose an article first."))
        self._allow()

    def _guess_encoding(self, text: str) -> None:
        from annotator.project.repairing import mistaken_for

        wrong = mistaken_for(text[:100_000])
        self.right.setEditText("utf-8")
        self.wrong.setEditText(wrong or "windows-1252")
        if wrong:
            words = self.tr("The letters look as if UTF-8 had been read as {0}: press “Decode again”.")
            self.problem.setText(words.format(wrong))

    def _next_waiting(self) -> None:
        waiting = self._waiting[0]
        self.load(ArticleId(waiting.article), waiting.text)
        more = len(self._waiting) - 1
        if more:
            self.about.setText(f"{waiting.title} · " + self.tr("{0} more wait").format(number(more)))

    def refresh(self) -> None:
        """Something in the project changed: the marks are looked at again, and the text if it is another."""
        project = self.session.project
        if project is None or not self.article:
            return
        try:
            kept = project.articles.text(self.article)
        except AnnotatorError:
            self._clear()
            return
        if kept != self.edit.loaded:
            self.load(self.article, self.edit.text if self.unfinished else None)
        else:
            self._ask()

    @property
    def unfinished(self) -> bool:
        """Whether the text was edited and not repaired yet."""
        return bool(self.article) and self.edit.text != self.edit.loaded

    def may_leave(self) -> bool:
        """Ask before edits are thrown away."""
        if not self.unfinished:
            return True
        question = self.tr("The text was edited but not repaired yet. Throw the edits away?")
        answers = [self.tr("Keep on editing"), self.tr("Throw them away")]
        if not ask(self, self.tr("Repair the text"), question, answers):
            return False
        self._waiting = []
        self.start_again()
        return True

    # ------------------------------------------------------------------ editing

    def _edited(self) -> None:
        self._allow()
        self._ask()

    def _ask(self) -> None:
        project, article = self.session.project, self.article
        if project is None or not article:
            return
        text, blocks = self.edit.text, list(self.edit.blocks)

        def work() -> RepairPlan:
            from annotator.project.repairing import plan_repair

            return plan_repair(project, article, text, blocks=blocks)

        self._planning.ask(work)

    def _show_plan(self, plan: RepairPlan) -> None:
        if plan.article != self.article:
            return
        self.plan = plan
        self.moves.show_plan(plan, self.session.scheme)
        colours = {one.name: label_colour(one, current()).name() for one in self.session.scheme.labels}
        if plan.text == self.edit.text:
            spans = [
                (span, colours.get(one.mark.label, "#888888")) for one in plan.marks for span in one.fragments
            ]
            self.edit.show_marks(spans[:_SHOWN])
        self._allow()

    def _allow(self) -> None:
        ready = self.plan is not None and self.plan.text == self.edit.text
        open_ = self.moves.undecided
        self.apply.setEnabled(self.unfinished and ready and not open_ and self.session.writable)
        self.apply.setToolTip(self.tr("{0} marks wait for a decision").format(number(open_)) if open_ else "")
        self.discard.setEnabled(self.unfinished)

    def _selection(self) -> Span | None:
        start, end = self.edit.selection()
        return Span(start, end) if start < end else None

    def start_again(self) -> None:
        """Throw the edits away and show the text as it is in the project."""
        if self.article:
            self.load(self.article)

    # ------------------------------------------------------------------ find and replace

    def _go_to_find(self) -> None:
        chosen = self._selection()
        if chosen is not None and chosen.end - chosen.start < 100:
            self.wanted.setText(self.edit.text[chosen.start : chosen.end])
        self.wanted.setFocus()
        self.wanted.selectAll()

    def _found(self) -> list[Span]:
        words = self.wanted.text()
        flags = re.NOFLAG if self.case.isChecked() else re.IGNORECASE
        return (
            [Span(*one.span()) for one in re.finditer(re.escape(words), self.edit.text, flags)]
            if words
            else []
        )

    def find_next(self) -> bool:
        """Select the next place; false when there is none."""
        found = self._found()
        if not found:
            self.session.told.emit(self.tr("Not found."))
            return False
        at = self.edit.selection()[1]
        self.edit.select_span(next((one for one in found if one.start >= at), found[0]))
        return True

    def replace(self) -> None:
        """Replace the selected place, and go to the next one."""
        chosen = self._selection()
        if chosen is not None and chosen in self._found():
            self.edit.replace_spans([chosen], self.instead.text())
        self.find_next()

    def replace_all(self) -> None:
        """Replace every place in this text."""
        count = self.edit.replace_spans(self._found(), self.instead.text())
        self.session.told.emit(self.tr("Replaced in {0}.").format(count_words(count, "place", "places")))

    # ------------------------------------------------------------------ other texts

    def decode_again(self) -> None:
        """Take the text back to its bytes, and decode these as they should have been."""
        from annotator.project.repairing import decoded_again

        try:
            text = decoded_again(
                self.edit.text, self.wrong.currentText().strip(), self.right.currentText().strip()
            )
        except AnnotatorError as error:
            self._tell_fault(error)
            return
        self.problem.setText("")
        self.edit.replace_all(text)

    def read_file(self) -> None:
        """Take the text from a file: the corrected one, or the same one in the encoding that it is in."""
        project = self.session.project
        folder = self.settings.text("import_folder") or str(Path.home())
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Read from a file"), folder)
        if not chosen or project is None:
            return
        from annotator.project.repairing import read_again

        encoding = self.right.currentText().strip()
        for options in ({"encoding": encoding}, {}) if encoding else ({},):
            try:
                text = read_again(Path(chosen), project.articles.get(self.article), self.edit.text, options)
            except AnnotatorError as error:
                self._tell_fault(error)
                continue
            self.problem.setText("")
            self.edit.replace_all(text)
            return

    # ------------------------------------------------------------------ the repair

    def repair(self) -> None:
        """Give the article the text, and go back to it, or on to the next changed text."""
        project, plan = self.session.project, self.plan
        if project is None or plan is None or not self.apply.isEnabled():
            return
        if self.session.unsaved and not self.session.save_unsaved():
            self.problem.setText(self.tr("Some marks are not saved yet. Save them first."))
            return
        if not self.edit.exact():
            self.problem.setText(self.tr("The text could not be read back exactly, so nothing was changed."))
            return
        from annotator.project.repairing import repair

        decisions = self.moves.chosen()
        counts = plan.counts()
        self.edit.load(plan.text)
        if not self.session.do(
            "Repair text", lambda opened: repair(opened, plan, decisions, name="Repair text")
        ):
            self.load(self.article, plan.text)
            return
        moved = counts.get("moved", 0) + counts.get("changed", 0)
        words = self.tr("Repaired. {0} went with their text; Ctrl+Z takes it back.")
        self.session.told.emit(words.format(count_words(moved, "mark", "marks")))
        self._waiting = self._waiting[1:]
        if self._waiting:
            self._next_waiting()
        else:
            self.left.emit()

    def _tell_fault(self, error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self.problem.setText(error.sentence)


VIEW = RepairView
