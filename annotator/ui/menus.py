"""The menu bar made from the list of actions, and what is on offer at the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from annotator.ui.action import MENUS, Action
from annotator.ui.actions import ACTIONS, keys_of
from annotator.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from annotator.ui.dialogs.command_palette import Entry
    from annotator.ui.session import Session

#: What the menu of the text offers; "" is a hairline.
_OF_A_MARK: Final = (
    *("show_details", "relabel", "write_note", "relate", "add_fragment", "remove_fragment", ""),
    *("mark_with", "mark_every", "", "copy_quote", "", "confirm_mark", "delete_mark"),
)
_OF_TEXT: Final = ("mark_with", "mark_every", "add_fragment", "", "find", "", "done_next")

Choice = tuple[str, bool, Callable[[], object]]


class Menus:
    """All actions as `QAction`s of the window, and the menus that hold them.

    `handler` gives the function behind an action's name; `choices` fills a submenu: text, whether it is
    the present one, and what to do.
    """

    def __init__(
        self,
        window: QWidget,
        titles: dict[str, QMenu],
        handler: Callable[[str], Callable[[], object]],
        choices: Callable[[str], Iterable[Choice]],
    ) -> None:
        self.actions: dict[str, QAction] = {}
        self._titles = titles
        self._choices = choices
        self._window = window
        for spec in ACTIONS:
            self.actions[spec.name] = self._made(spec, handler)
        self._fill()

    def _made(self, spec: Action, handler: Callable[[str], Callable[[], object]]) -> QAction:
        if spec.submenu:
            menu = QMenu(self._window.tr(spec.text), self._window)
            menu.aboutToShow.connect(lambda: self._fill_choices(menu, spec.name))
            action = menu.menuAction()
        else:
            action = QAction(self._window.tr(spec.text), self._window)
            action.triggered.connect(lambda _=False: handler(spec.name)())
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        return action

    def set_shortcuts(self, own: dict[str, str]) -> None:
        """Take the person's own shortcuts over the declared ones."""
        for spec in ACTIONS:
            action = self.actions[spec.name]
            keys = keys_of(spec, own)
            if spec.submenu:
                continue
            if spec.where == "window":
                action.setShortcuts([QKeySequence(key) for key in keys])
                self._window.addAction(action)
            elif keys:
                action.setText(f"{self._window.tr(spec.text)}\t{native_keys(keys[:1])}")

    def entries(self, own: dict[str, str]) -> list[Entry]:
        """Everything that can be done, submenus included, for the command palette."""
        from annotator.ui.dialogs.command_palette import Entry

        found = []
        for spec in ACTIONS:
            action, title = self.actions[spec.name], self._window.tr(spec.text).rstrip("…")
            menu, on = self._window.tr(spec.menu), action.isEnabled()
            if not spec.submenu:
                found.append(
                    Entry(title, menu, native_keys(keys_of(spec, own)[:1]), action.icon(), on, action.trigger)
                )
                continue
            for text, _, act in self._choices(spec.name) if on else ():
                words, _, key = text.partition("\t")
                found.append(Entry(f"{title}: {words}", menu, key, action.icon(), on, act))
        return found

    def _fill(self) -> None:
        for title in MENUS:
            menu, group = self._titles[title], 0
            for spec in ACTIONS:
                if spec.menu != title:
                    continue
                if spec.group != group:
                    menu.addSeparator()
                    group = spec.group
                menu.addAction(self.actions[spec.name])

    def _fill_choices(self, menu: QMenu, name: str) -> None:
        menu.clear()
        for text, chosen, act in self._choices(name):
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(chosen)
            action.setChecked(chosen)
            action.triggered.connect(lambda _=False, act=act: act())
        if menu.isEmpty():
            menu.addAction(self._window.tr("Nothing here yet")).setEnabled(False)

    def show_for_text(self, point: QPoint, uid: str) -> None:
        """The menu of the text at a global point: what can be done with the mark or the selection there."""
        menu = QMenu(self._window)
        for name in _OF_A_MARK if uid else _OF_TEXT:
            menu.addAction(self.actions[name]) if name else menu.addSeparator()
        menu.exec(point)
        menu.deleteLater()

    def show_icons(self) -> None:
        """Take icons in the colour of the theme."""
        for spec in ACTIONS:
            if spec.icon:
                self.actions[spec.name].setIcon(icon(spec.icon))

    def offer(self, session: Session | None, *, in_text: bool = True) -> None:
        """Offer what can be done now; without the text in front nothing that is done to it."""
        for spec in ACTIONS:
            self.actions[spec.name].setEnabled(is_offered(spec, session, in_text=in_text))

    def show_undo(self, undo: str, redo: str) -> None:
        """Say what Undo and Redo would do."""
        for name, what in (("undo", undo), ("redo", redo)):
            word = self._window.tr("Undo") if name == "undo" else self._window.tr("Redo")
            self.actions[name].setText(f"{word}: {what}".replace("&", "&&") if what else word)


def is_offered(action: Action, session: Session | None, *, in_text: bool = True) -> bool:
    """Whether an action makes sense now."""
    if not action.needs:
        return True
    if session is None or session.project is None or (action.writes and not session.writable):
        return False
    article, mark = session.article is not None, bool(session.selected)
    there = {"project": True, "article": in_text and article, "mark": in_text and mark}
    return there[action.needs]


def native_keys(keys: Iterable[str]) -> str:
    """Shortcuts as the system writes them; what is no shortcut ("Ctrl+drag") as it stands."""
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(key).toString(native) or key for key in keys)
