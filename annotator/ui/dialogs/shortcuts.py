"""The shortcut sheet: every key on one page, and the place to change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.ui.action import MENUS
from annotator.ui.actions import ACTIONS, TEXT_KEYS, conflicts, keys_of
from annotator.ui.menus import native_keys
from annotator.ui.theme import current, ui_font
from annotator.ui.widgets.parts import column, label, row
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.model.scheme import Label
    from annotator.settings import Settings

_NAME: Final = int(Qt.ItemDataRole.UserRole)


class ShortcutSheet(QDialog):
    """All shortcuts by menu, the keys of the labels and of the text. A chosen action's key can be changed."""

    def __init__(
        self,
        settings: Settings,
        labels: Sequence[Label],
        taken: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.resize(640, 640)
        self._settings = settings
        self._labels = list(labels)
        self._taken = taken
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Find a key or an action…"))
        self.filter.setAccessibleName(self.tr("Find a key or an action"))
        self.filter.textChanged.connect(self._filter)
        self.tree = QTreeWidget()
        self.tree.setProperty("role", "field")
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        self.tree.setAccessibleName(self.tr("Shortcuts"))
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.tree.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.key = QKeySequenceEdit()
        self.key.setMaximumSequenceLength(1)
        self.key.setAccessibleName(self.tr("New key"))
        self.take = QPushButton(self.tr("Change"))
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self._change)
        self.default = QPushButton(self.tr("Default"))
        self.default.setAutoDefault(False)
        self.default.clicked.connect(self._reset)
        self.words = label(self.tr("Choose an action to change its key."), "muted", wrap=True)
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        box = column(self, spacing=10, margins=(20, 18, 20, 16))
        box.addWidget(self.filter)
        box.addWidget(self.tree, 1)
        line = row(spacing=8)
        line.addWidget(self.words, 1)
        for part in (self.key, self.take, self.default):
            line.addWidget(part)
        box.addLayout(line)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        box.addWidget(close)

    def _fill(self) -> None:
        chosen = self._chosen()
        self.tree.clear()
        self._heads: list[QTreeWidgetItem] = []
        own = self._settings.table("shortcuts")
        labels = self._head(self.tr("Labels"))
        for one in self._labels:
            if one.key:
                self._row(labels, self.tr("Mark as {0}").format(capital(one.name)), one.key)
        text = self._head(self.tr("In the text"))
        for key in TEXT_KEYS:
            self._row(text, self.tr(key.text), native_keys(key.keys.split()) if "+" in key.keys else key.keys)
        for menu in MENUS:
            head = self._head(self.tr(menu))
            for spec in ACTIONS:
                if spec.menu == menu and not spec.submenu:
                    item = self._row(head, self.tr(spec.text).rstrip("…"), native_keys(keys_of(spec, own)))
                    item.setData(0, _NAME, spec.name)
                    if spec.name == chosen:
                        self.tree.setCurrentItem(item)
        self.tree.expandAll()
        self._filter(self.filter.text())
        self._show_chosen()

    def _head(self, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFont(0, ui_font(12))
        item.setForeground(0, self.palette().placeholderText())
        self.tree.addTopLevelItem(item)
        self._heads.append(item)
        return item

    @staticmethod
    def _row(head: QTreeWidgetItem, text: str, keys: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text, keys])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addChild(item)
        return item

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for head in self._heads:
            items = [item for at in range(head.childCount()) if (item := head.child(at))]
            for item in items:
                item.setHidden(wanted not in f"{item.text(0)} {item.text(1)}".casefold())
            head.setHidden(all(item.isHidden() for item in items))

    def _chosen(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _NAME) or "") if item else ""

    def _show_chosen(self) -> None:
        name = self._chosen()
        for part in (self.key, self.take, self.default):
            part.setEnabled(bool(name))
        if not name:
            return
        spec = next(one for one in ACTIONS if one.name == name)
        keys = keys_of(spec, self._settings.table("shortcuts"))
        self.key.setKeySequence(QKeySequence(keys[0]) if keys else QKeySequence())
        self.words.setText(self.tr("Press the new key for “{0}”.").format(self.tr(spec.text)))

    def _change(self) -> None:
        name = self._chosen()
        key = self.key.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        own = self._settings.table("shortcuts") | {name: key}
        claimed = [text for texts in conflicts(own).values() for text in texts]
        spec = next(one for one in ACTIONS if one.name == name)
        others = [self.tr(text).rstrip("…") for text in claimed if text != spec.text]
        taken_by = next(
            (one for one in self._labels if one.key and one.key.casefold() == key.casefold()), None
        )
        if taken_by and spec.where == "text":
            others.append(self.tr("the label {0}").format(capital(taken_by.name)))
        if (key and spec.text in claimed) or (others and taken_by):
            self._say(self.tr("{0} is the key of: {1}. Nothing was changed.").format(key, ", ".join(others)))
            return
        self._save(own)

    def _reset(self) -> None:
        own = self._settings.table("shortcuts")
        own.pop(self._chosen(), None)
        self._save(own)

    def _save(self, own: dict[str, str]) -> None:
        try:
            self._settings.set("shortcuts", own)
        except AnnotatorError as error:
            self._say(error.sentence)
            return
        self._taken()
        self._fill()

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setStyleSheet(f"color: {current().danger}")
