"""Who annotates which articles: all by all, or dealt out evenly at random with an overlap."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPushButton, QRadioButton, QSpinBox, QWidget

from annotator.analysis.samples import deal
from annotator.errors import AnnotatorError
from annotator.model.article import ArticleId
from annotator.ui.dialogs.running import buttons
from annotator.ui.many import change_many
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.parts import column, label, row, section
from annotator.ui.words import count_words, number

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.ui.session import Session


@safe_overrides
class AssignDialog(QDialog):
    """Coders, how the articles are dealt to them, and who then has how many. One step of Undo."""

    def __init__(self, session: Session, articles: Sequence[ArticleId], parent: QWidget) -> None:
        super().__init__(parent)
        assert session.project is not None
        self.session = session
        self.articles = list(articles)
        self._uids = {
            line.article.uid: line.article.id for line in session.project.articles.lines(self.articles)
        }
        many = count_words(len(self.articles), "article", "articles")
        self.setWindowTitle(self.tr("Assign {0}").format(many))
        self.setMinimumWidth(480)
        self.ticks: dict[str, QCheckBox] = {}
        self._names = column(spacing=2)
        self.another = QLineEdit()
        self.another.setPlaceholderText(self.tr("Another coder’s name, then Enter"))
        self.another.setAccessibleName(self.tr("Another coder"))
        self.each = QRadioButton(self.tr("Every article to each of them"))
        self.dealt = QRadioButton(self.tr("Dealt out evenly, at random"))
        self.away = QRadioButton(self.tr("Take the articles from them"))
        self.each.setChecked(True)
        self.shared, self.together, self.seed = QSpinBox(), QSpinBox(), QSpinBox()
        self.shared.setRange(0, len(self.articles))
        self.together.setRange(2, 2)
        self.seed.setRange(0, 999_999)
        self.seed.setValue(secrets.randbelow(10_000))
        self.form = Form()
        self.form.add_row(self.tr("Overlap"), self.shared, self.tr("Articles that several coders get"))
        self.form.add_row(self.tr("Each by"), self.together, self.tr("Coders of an article of the overlap"))
        self.form.add_row(self.tr("Seed"), self.seed, self.tr("The same seed deals the same way"))
        self.preview = label("", "muted", wrap=True)
        self.preview.setMinimumHeight(40)
        self.assign = QPushButton(self.tr("Assign"))
        self.assign.setDefault(True)
        self._lay_out()
        for one in session.project.coders:
            self.add_coder(one.name)
        self._connect()
        self._tell()

    def _lay_out(self) -> None:
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box = column(self, spacing=8, margins=(22, 20, 22, 18))
        box.addWidget(label(self.windowTitle(), "heading"))
        box.addWidget(section(self.tr("Coders")))
        box.addLayout(self._names)
        box.addWidget(self.another)
        box.addSpacing(6)
        box.addWidget(section(self.tr("How")))
        for choice in (self.each, self.dealt, self.away):
            box.addWidget(choice)
        line = row(margins=(26, 0, 0, 0))
        line.addWidget(self.form)
        box.addLayout(line)
        box.addWidget(self.preview)
        box.addLayout(buttons(cancel, self.assign))

    def _connect(self) -> None:
        self.another.returnPressed.connect(self._take_name)
        for choice in (self.each, self.dealt, self.away):
            choice.toggled.connect(lambda _: self._tell())
        for spin in (self.shared, self.together, self.seed):
            spin.valueChanged.connect(lambda _: self._tell())
        self.assign.clicked.connect(self._assign)

    def add_coder(self, name: str, *, ticked: bool = False) -> None:
        """Offer one more coder."""
        tick = QCheckBox(name.replace("&", "&&"))
        tick.setAccessibleName(name)
        tick.setChecked(ticked)
        tick.toggled.connect(lambda _: self._tell())
        self.ticks[name] = tick
        self._names.addWidget(tick)

    def _take_name(self) -> None:
        name = self.another.text().strip()
        self.another.clear()
        if name in self.ticks:
            self.ticks[name].setChecked(True)
        elif name:
            self.add_coder(name, ticked=True)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter in the line for a name takes the name, and does not assign yet."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (enter and self.another.hasFocus()):
            super().keyPressEvent(event)

    def chosen(self) -> list[str]:
        """The coders that are ticked."""
        return [name for name, tick in self.ticks.items() if tick.isChecked()]

    def hands(self) -> dict[str, list[ArticleId]]:
        """Who gets which articles. Raises `AnnotatorError` when that cannot be."""
        coders = self.chosen()
        if not coders:
            raise AnnotatorError(self.tr("Tick at least one coder."))
        if not self.dealt.isChecked():
            return {coder: list(self.articles) for coder in coders}
        dealt = deal(
            self._uids,
            coders,
            shared=self.shared.value(),
            seed=self.seed.value(),
            together=min(self.together.value(), len(coders)),
        )
        return {coder: [self._uids[uid] for uid in uids] for coder, uids in dealt.items()}

    def _tell(self) -> None:
        """Say who would get how many."""
        self.form.setEnabled(self.dealt.isChecked())
        self.together.setMaximum(max(2, len(self.chosen())))
        try:
            hands = self.hands()
        except AnnotatorError as error:
            self.preview.setText(error.sentence)
            self.assign.setEnabled(False)
            return
        self.assign.setEnabled(True)
        self.assign.setText(self.tr("Take away") if self.away.isChecked() else self.tr("Assign"))
        times = Counter(key for some in hands.values() for key in some)
        several = sum(1 for count in times.values() if count > 1)
        words = ", ".join(f"{coder} {number(len(some))}" for coder, some in hands.items())
        if several:
            words += " · " + self.tr("{0} by several").format(number(several))
        self.preview.setText(words)

    def _assign(self) -> None:
        hands, away = self.hands(), self.away.isChecked()

        def action(project: Project) -> None:
            for coder, some in hands.items():
                if away:
                    project.assignments.unassign(some, [coder])
                else:
                    project.assignments.assign(some, [coder])

        many = count_words(len(self.articles), "article", "articles")
        name = f"Unassign {many}" if away else f"Assign {many}"
        if change_many(self.session, name, action, sum(map(len, hands.values())), self):
            self.accept()
