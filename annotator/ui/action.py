"""What an action is: one thing that a person can do, and where it stands."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from annotator.ui.language import shown_later

#: Menu titles, in the order of the bar.
MENUS: Final = shown_later(("Project", "Edit", "Article", "Annotate", "View", "Tools", "Help"))

Needs = Literal["", "project", "article", "mark"]


class Action(NamedTuple):
    """One thing that a person can do.

    `shortcut` is in Qt's portable writing; several are parted by a blank. `where` says whether the key
    works in the whole window or only while the text has the focus, where `Canvas` handles it itself.
    `needs` says what must be there for the action to be offered; `writes` that it is off while the
    project is read-only. `group` parts a menu by hairlines. A `submenu` is filled when it opens. `opens`
    names the view that the action brings to the front; other actions have a method in `handlers`.
    """

    name: str
    text: str
    menu: str
    shortcut: str = ""
    icon: str = ""
    where: Literal["window", "text"] = "window"
    needs: Needs = ""
    writes: bool = False
    group: int = 0
    checkable: bool = False
    submenu: bool = False
    opens: str = ""


class Key(NamedTuple):
    """A key of the text that is no action of a menu; it stands in the shortcut sheet only."""

    keys: str
    text: str
