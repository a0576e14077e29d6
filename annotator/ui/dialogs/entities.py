"""Dialogs of the entities: which mentions to split off, what to merge into, and what a table would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from annotator.ui.dialogs.running import buttons
from annotator.ui.widgets.mention_tree import MentionTree
from annotator.ui.widgets.parts import ScrollPane, column, label
from annotator.ui.words import count_words, isolated, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.model.entity import Entity
    from annotator.project.registry import RegistryPlan
    from annotator.store.mentions import MentionRow

#: What is listed of a table's changes.
_LISTED = 200


class _Question(QDialog):
    """A heading, a body and two buttons; `yes` agrees."""

    def __init__(self, title: str, yes: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.yes = QPushButton(yes)
        self.yes.setDefault(True)
        self.yes.clicked.connect(self.accept)
        self.no = QPushButton(self.tr("Cancel"))
        self.no.clicked.connect(self.reject)
        self.body = column(spacing=8)
        box = column(self, margins=(22, 20, 22, 18), spacing=12)
        box.addWidget(label(title, "heading"))
        box.addLayout(self.body, 1)
        box.addLayout(buttons(self.no, self.yes))


class SplitDialog(_Question):
    """Ticked mentions and their wordings go to a new entity of that name."""

    def __init__(
        self,
        entity: Entity,
        mentions: Sequence[MentionRow],
        text_of: Callable[[int], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Split {0}").format(isolated(entity.name)), self.tr("Split"), parent)
        self._entity = entity
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name of the new entity"))
        self.name.setAccessibleName(self.tr("Name of the new entity"))
        self.tree = MentionTree(text_of)
        self.tree.show_mentions(mentions, ticked=False)
        self.body.addWidget(label(self.tr("Tick the mentions that are somebody else."), "muted"))
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self.name)
        self.resize(640, 520)
        self._typed = False
        self.name.textEdited.connect(self._name_edited)
        self.name.textChanged.connect(lambda _: self._offer())
        self.tree.ticks_changed.connect(self._ticked)
        self._offer()

    def aliases(self) -> list[str]:
        """The ticked wordings, which leave the old entity's aliases."""
        return self.tree.wordings()

    def _name_edited(self) -> None:
        self._typed = True

    def _ticked(self) -> None:
        wordings = self.tree.wordings()
        if not self._typed:
            self.name.setText(max(wordings, key=len) if wordings else "")
        self._offer()

    def _offer(self) -> None:
        ticked = len(self.tree.ticked())
        self.yes.setEnabled(bool(ticked) and bool(self.name.text().strip()))
        words = self.tr("Split off {0}").format(count_words(ticked, "mention", "mentions"))
        self.yes.setText(words if ticked else self.tr("Split"))


class MergeDialog(_Question):
    """Which of several entities stays; the names of the others become its aliases."""

    def __init__(
        self, entities: Sequence[Entity], counts: Mapping[str, int], parent: QWidget | None = None
    ) -> None:
        count = count_words(len(entities), "entity", "entities")
        super().__init__(parent.tr("Merge {0}").format(count) if parent else count, "", parent)
        self.yes.setText(self.tr("Merge"))
        marks = sum(counts.get(one.uid, 0) for one in entities)
        words = self.tr("Which name stays? The others become its aliases, and all {0} name it then.")
        self.body.addWidget(label(words.format(count_words(marks, "mark", "marks")), "muted", wrap=True))
        inside = QWidget()
        box = column(inside, spacing=2)
        self.choices: list[tuple[QRadioButton, Entity]] = []
        for one in sorted(entities, key=lambda one: -counts.get(one.uid, 0)):
            button = QRadioButton(
                f"{isolated(one.name)}  ·  {number(counts.get(one.uid, 0))}".replace("&", "&&")
            )
            self.choices.append((button, one))
            box.addWidget(button)
        box.addStretch(1)
        self.choices[0][0].setChecked(True)
        self.body.addWidget(ScrollPane(inside), 1)
        self.resize(460, min(520, 220 + 26 * len(entities)))

    def kept(self) -> Entity:
        """The entity that stays."""
        return next(one for button, one in self.choices if button.isChecked())


class ImportPreview(_Question):
    """What a table would do to the registry, before it happens."""

    def __init__(self, plan: RegistryPlan, name: str, parent: QWidget | None = None) -> None:
        title = parent.tr("Import entities from {0}") if parent else "{0}"
        super().__init__(title.format(name), "", parent)
        changes = len(plan.added) + len(plan.changed)
        self.yes.setText(self.tr("Import {0}").format(count_words(changes, "entity", "entities")))
        self.yes.setEnabled(bool(changes))
        words = self.tr("{0} new, {1} changed, {2} as they are. One Undo takes it back.")
        summary = words.format(number(len(plan.added)), number(len(plan.changed)), number(plan.same))
        self.body.addWidget(label(summary, "muted", wrap=True))
        self.list = QPlainTextEdit("\n".join(self._lines(plan)))
        self.list.setReadOnly(True)
        self.list.setProperty("role", "field")
        self.list.setAccessibleName(self.tr("What would change"))
        self.body.addWidget(self.list, 1)
        self.resize(620, 480)

    def _lines(self, plan: RegistryPlan) -> list[str]:
        lines = list(plan.problems[:_LISTED])
        for update in plan.changed[:_LISTED]:
            fields = [
                f"{name}: {_said(getattr(update.before, name))} → {_said(getattr(update.after, name))}"
                for name in update.after.__struct_fields__
                if getattr(update.before, name) != getattr(update.after, name)
            ]
            lines.append(f"~ {update.before.name}   {'; '.join(fields)}")
        lines += [f"+ {one.name}" for one in plan.added[:_LISTED]]
        left = len(plan.problems) + len(plan.changed) + len(plan.added) - len(lines)
        return [*lines, self.tr("… and {0} more").format(number(left))] if left else lines


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(one if isinstance(one, str) else one.role for one in value) or "—"
    return str(value) or "—"
