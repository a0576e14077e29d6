"""A change of the scheme before it happens: what it does to which marks; then done, as one step of Undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QListWidget,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.model.scheme_changes import EditScheme, Limit, Open, Preview, SchemeChange
from annotator.model.scheme_edits import item, replace
from annotator.ui import faults
from annotator.ui.asking import Asker
from annotator.ui.dialogs.running import buttons
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.effect_list import EffectList
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.many_combo import ManyCombo, Offer
from annotator.ui.widgets.parts import ScrollPane, cleared, column, label, row
from annotator.ui.words import number

if TYPE_CHECKING:
    from annotator.project import Project

translate = QCoreApplication.translate

#: Words without a place that are asked about one by one.
_MOST: Final = 200
_TAKE_AWAY: Final = "\x00"


@safe_overrides
class ChangeDialog(QDialog):
    """Shows a change's preview, which is found out on a thread, and carries it out on one.

    Subclasses put their questions into `options` and answer `change`. After a double click on a mark
    `place` says where to go.
    """

    def __init__(self, project: Project, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.setWindowTitle(title)
        self.resize(860, 660)
        self.place: tuple[int, str] | None = None
        self.preview: Preview | None = None
        self.done_with: Preview | None = None
        self._working = False
        self.asker = Asker(self)
        self.asker.failed.connect(self._failed)
        self.options = QWidget()
        self.options_box = column(self.options, spacing=10)
        self.effects = EffectList(project)
        self.effects.place_requested.connect(self._go)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.summary = label("", "muted", wrap=True)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setAccessibleName(self.tr("Working"))
        self.apply = QPushButton(self.tr("Apply"))
        self.apply.setDefault(True)
        self.apply.setEnabled(False)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.apply.clicked.connect(self.carry_out)
        self.cancel.clicked.connect(self.reject)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._ask)
        self.box = column(self, spacing=12, margins=(22, 20, 22, 18))
        self.box.addWidget(label(title, "heading"))
        self.box.addWidget(self.options)
        self.box.addWidget(self.effects, 1)
        for part in (self.problem, self.summary, self.busy):
            self.box.addWidget(part)
        self.box.addLayout(buttons(self.cancel, self.apply))

    def change(self) -> SchemeChange | None:
        """The change that is asked for now; None while it is not complete."""
        raise AssertionError("each dialog asks for its own change")

    def look(self) -> None:
        """Find out soon what the change would do."""
        self.apply.setEnabled(False)
        self._pause.start(120)

    def _ask(self) -> None:
        change = self.change()
        if change is None:
            self.preview = None
            self.busy.hide()
            self.effects.clear()
            self.summary.setText("")
            return
        self.busy.show()
        self.asker.ask(lambda: self.project.scheme_changes.preview(change), self._take)

    def _take(self, preview: Preview) -> None:
        self.preview = preview
        self.busy.hide()
        self.effects.show_preview(preview)
        self.say("; ".join(preview.problems))
        self.summary.setText(self.words(preview))
        self.apply.setEnabled(preview.possible and not self.project.read_only)
        self.shown(preview)

    def shown(self, preview: Preview) -> None:
        """The preview has been shown; subclasses may show more of it."""

    def words(self, preview: Preview) -> str:
        """One sentence about the whole."""
        touched = preview.touched
        marks = self.tr("{0} mark is changed.") if touched == 1 else self.tr("{0} marks are changed.")
        return marks.format(number(touched)) + " " + self.tr("Undo takes it back in one step.")

    def say(self, sentence: str) -> None:
        """Say what is in the way."""
        self.problem.setText(sentence[:1].upper() + sentence[1:])
        self.problem.setVisible(bool(sentence))

    def carry_out(self) -> None:
        """Do it."""
        change = self.change()
        if change is None or self._working:
            return
        self._working = True
        self.apply.setEnabled(False)
        self.options.setEnabled(False)
        self.busy.show()
        self.asker.ask(lambda: self.project.scheme_changes.apply(change), self._done)

    def _done(self, preview: Preview) -> None:
        self._working = False
        self.done_with = preview
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._working = False
        self.busy.hide()
        self.options.setEnabled(True)
        if isinstance(error, AnnotatorError):
            self.say(error.sentence)
            return
        faults.write_log(faults.report(error))
        words = self.tr("Something went wrong in the program, and nothing was changed. Details are in {0}")
        self.say(words.format(faults.log_file()))

    def _go(self, article: int, uid: str) -> None:
        self.place = (article, uid)
        self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: nothing closes the dialog while the change is written."""
        if not self._working:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: nothing closes the dialog while the change is written."""
        if self._working:
            event.ignore()
        else:
            super().closeEvent(event)


class LimitRow(QWidget):
    """Which marks a change is for: of which coders, in which articles."""

    def __init__(self, project: Project, changed: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.coders = ManyCombo(self.tr("Coders"), self.tr("every coder"))
        self.coders.offer(Offer(one.name, one.name) for one in project.coders)
        self.articles = QuietCombo()
        self.articles.setAccessibleName(self.tr("Articles"))
        self.articles.addItem(self.tr("every article"), ("", ""))
        for status in ("new", "started", "done"):
            self.articles.addItem(self.tr("articles that are {0}").format(status), ("status", status))
        for one in project.sets.all():
            self.articles.addItem(self.tr("set “{0}”").format(one.name), ("set", one.uid))
        for kept in project.saved.all("filter"):
            self.articles.addItem(self.tr("filter “{0}”").format(kept.name), ("filter", kept.uid))
        self.coders.chosen_changed.connect(changed)
        self.articles.activated.connect(changed)
        line = row(self, spacing=8)
        line.addWidget(label(self.tr("Only"), "muted"))
        line.addWidget(self.coders, 1)
        line.addWidget(label(self.tr("in"), "muted"))
        line.addWidget(self.articles, 1)

    def limit(self) -> Limit:
        """What is chosen."""
        kind, value = self.articles.currentData()
        articles = None
        if kind == "status":
            articles = tuple(self._project.articles.ids(status=value))
        elif kind == "set":
            articles = tuple(self._project.sets.ids(value))
        elif kind == "filter":
            articles = self._filtered(value)
        return Limit(coders=self.coders.chosen(), articles=articles)

    def _filtered(self, uid: str) -> tuple[Any, ...] | None:
        import msgspec

        from annotator.model.filters import ArticleFilter

        body = next((one.body for one in self._project.saved.all("filter") if one.uid == uid), None)
        if body is None:
            return None
        return tuple(self._project.articles.ids(where=msgspec.convert(body, ArticleFilter)))


class ApplyDialog(ChangeDialog):
    """The whole draft: differences, effects, words without a place, and which labels are to be re-checked."""

    def __init__(self, project: Project, edit: EditScheme, parent: QWidget | None = None) -> None:
        super().__init__(project, translate("ApplyDialog", "Apply the changes"), parent)
        self._edit = edit
        self._answers: dict[tuple[str, str], str] = {}
        self.differences = QListWidget()
        self.differences.setProperty("role", "field")
        self.differences.setWordWrap(True)
        self.differences.setAccessibleName(self.tr("What is different"))
        self.open_words = QWidget()
        self.grid = QGridLayout(self.open_words)
        self.grid.setHorizontalSpacing(12)
        self.pane = ScrollPane(self.open_words)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.box.replaceWidget(self.effects, self.tabs)
        self.tabs.addTab(self.effects, self.tr("Marks"))
        self.tabs.addTab(self.differences, self.tr("What is different"))
        self.tabs.addTab(self.pane, self.tr("To be settled"))
        self.drop = QCheckBox(self.tr("Delete relations that are no longer allowed"))
        self.drop.toggled.connect(self.look)
        self.drop.hide()
        self.recheck = QCheckBox(self.tr("Put the marks of labels whose rules changed on the re-check list"))
        self.recheck.setChecked(bool(edit.recheck))
        self.recheck.setVisible(bool(edit.recheck))
        self.options_box.addWidget(self.recheck)
        self.options_box.addWidget(self.drop)
        self.look()

    def change(self) -> SchemeChange | None:
        """The draft with what was settled here."""
        words = {uid: dict(one) for uid, one in self._edit.words.items()}
        for (uid, word), goes in self._answers.items():
            words.setdefault(uid, {})[word] = None if goes == _TAKE_AWAY else goes
        return replace(
            self._edit,
            words=words,
            drop_relations=self.drop.isChecked(),
            recheck=self._edit.recheck if self.recheck.isChecked() else (),
        )

    def shown(self, preview: Preview) -> None:
        """Differences, and what has no place."""
        self.differences.clear()
        for one in preview.differences:
            self.differences.addItem(one.words[:1].upper() + one.words[1:])
        unfit = any(one.way in {"relations", "deleted"} for one in preview.effects)
        self.drop.setVisible(unfit)
        self._ask_words(preview.open)
        self.tabs.setTabVisible(2, bool(preview.open or self._answers))
        if preview.open:
            self.tabs.setCurrentIndex(2)
            self.say(self.tr("Some values have no place in the new list. Say what becomes of them."))

    def _ask_words(self, unsettled: list[Open]) -> None:
        if not unsettled:
            return
        cleared(self.grid)
        assert self.preview is not None
        line = 0
        for one in unsettled:
            attribute = item(self.preview.after, one.attribute)
            offered = [two.name for two in getattr(attribute, "values", [])]
            if getattr(attribute, "kind", "") == "yes/no":
                offered = ["yes", "no"]
            owner = f" ({one.owner})" if one.owner else ""
            self.grid.addWidget(label(one.name + owner, "section"), line, 0, 1, 3)
            everything = QPushButton(self.tr("Take all of these away"))
            everything.setProperty("role", "link")
            everything.clicked.connect(lambda _=False, one=one: self._take_all_away(one))
            self.grid.addWidget(everything, line, 2)
            for word, count in list(one.counts.items())[:_MOST]:
                line += 1
                self._ask_word(line, one.attribute, word, count, offered)
            line += 1
        self.grid.setRowStretch(line, 1)

    def _ask_word(self, line: int, uid: str, word: str, count: int, offered: list[str]) -> None:
        self.grid.addWidget(label(f"“{word}”", wrap=True), line, 0)
        self.grid.addWidget(label(number(count), "muted"), line, 1)
        combo = QuietCombo()
        combo.setAccessibleName(self.tr("What becomes of “{0}”").format(word))
        combo.addItem(self.tr("choose…"), "")
        for one in offered:
            combo.addItem(one, one)
        combo.addItem(self.tr("Take it away from the marks"), _TAKE_AWAY)
        combo.activated.connect(lambda at: self._settle(uid, word, str(combo.itemData(at))))
        self.grid.addWidget(combo, line, 2)

    def _settle(self, uid: str, word: str, goes: str) -> None:
        if goes:
            self._answers[uid, word] = goes
            self.look()

    def _take_all_away(self, one: Open) -> None:
        self._answers.update({(one.attribute, word): _TAKE_AWAY for word in one.counts})
        self.look()
