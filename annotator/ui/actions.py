"""The one list of actions: menus, command palette, shortcut sheet and help table are made from it."""

from __future__ import annotations

from typing import Final

from annotator.ui.action import Action, Key
from annotator.ui.canvas.keys import DEFAULT_KEYS

ACTIONS: Final[tuple[Action, ...]] = (
    Action("new_project", "New project…", "Project", "Ctrl+N", icon="new"),
    Action("open_project", "Open project…", "Project", "Ctrl+O", icon="open"),
    Action("open_recent", "Open recent", "Project", icon="recent", submenu=True),
    Action("open_sample", "Open the sample", "Project", icon="sample"),
    Action(
        "import_files",
        "Import articles…",
        "Project",
        "Ctrl+I",
        icon="import",
        needs="project",
        writes=True,
        group=1,
    ),
    Action("export", "Export…", "Project", "Ctrl+E", icon="export", needs="project", group=1),
    Action("save_copy", "Save a copy…", "Project", "Ctrl+Shift+S", icon="copy", needs="project", group=1),
    Action("merge", "Merge…", "Project", icon="open", needs="project", writes=True, group=2),
    Action("coder_copies", "Make copies for coders…", "Project", icon="copy", needs="project", group=2),
    Action("send_copy", "Send a copy…", "Project", icon="copy", needs="project", group=2),
    Action("history", "History…", "Project", "Ctrl+H", needs="project", group=2, opens="history"),
    Action("backups", "Backups…", "Project", needs="project", group=2),
    Action("check_project", "Check the project…", "Project", needs="project", group=2),
    Action("close_project", "Close project", "Project", "Ctrl+W", needs="project", group=3),
    Action("preferences", "Preferences…", "Project", "Ctrl+,", icon="preferences", group=3),
    Action("quit", "Quit", "Project", "Ctrl+Q", group=4),
    Action("undo", "Undo", "Edit", "Ctrl+Z", icon="undo", needs="project", writes=True),
    Action("redo", "Redo", "Edit", "Ctrl+Y Ctrl+Shift+Z", icon="redo", needs="project", writes=True),
    Action(
        "copy_quote", "Copy the quote of the mark", "Edit", "Ctrl+Shift+C", icon="copy", needs="mark", group=1
    ),
    Action(
        "find", "Find in the article…", "Edit", DEFAULT_KEYS["find"], icon="search", needs="article", group=2
    ),
    Action("find_next", "Find next", "Edit", DEFAULT_KEYS["find_next"], needs="article", group=2),
    Action("find_previous", "Find previous", "Edit", DEFAULT_KEYS["find_previous"], needs="article", group=2),
    Action("filter_articles", "Filter articles", "Edit", "Ctrl+L", icon="filter", needs="project", group=3),
    Action("filter_marks", "Filter marks", "Edit", "Ctrl+Shift+L", icon="filter", needs="article", group=3),
    Action(
        "done_next",
        "Done, and next article",
        "Article",
        DEFAULT_KEYS["done_next"],
        icon="done",
        needs="article",
        writes=True,
    ),
    Action("next_article", "Next article", "Article", "Ctrl+PgDown", icon="next", needs="project", group=1),
    Action(
        "previous_article",
        "Previous article",
        "Article",
        "Ctrl+PgUp",
        icon="previous",
        needs="project",
        group=1,
    ),
    Action("set_new", "Set status: new", "Article", needs="article", writes=True, group=2),
    Action("set_started", "Set status: started", "Article", needs="article", writes=True, group=2),
    Action("set_done", "Set status: done", "Article", needs="article", writes=True, group=2),
    Action("article_history", "History of the article", "Article", needs="article", group=3),
    Action(
        "delete_article", "Delete article…", "Article", icon="delete", needs="article", writes=True, group=3
    ),
    Action("mark_with", "Mark the selection as", "Annotate", needs="article", writes=True, submenu=True),
    Action(
        "choose_label",
        "Labels at the selection",
        "Annotate",
        DEFAULT_KEYS["choose_label"],
        icon="palette",
        where="text",
        needs="article",
        writes=True,
    ),
    Action(
        "repeat_label",
        "Mark with the last label",
        "Annotate",
        DEFAULT_KEYS["repeat_label"],
        where="text",
        needs="article",
        writes=True,
    ),
    Action("mark_every", "Mark every such text in the article", "Annotate", needs="article", writes=True),
    Action(
        "add_fragment",
        "Add the selection as a fragment",
        "Annotate",
        DEFAULT_KEYS["add_fragment"],
        icon="fragment",
        where="text",
        needs="mark",
        writes=True,
        group=1,
    ),
    Action(
        "remove_fragment",
        "Remove the fragment at the caret",
        "Annotate",
        DEFAULT_KEYS["remove_fragment"],
        where="text",
        needs="mark",
        writes=True,
        group=1,
    ),
    Action(
        "relate",
        "Relate to another mark",
        "Annotate",
        DEFAULT_KEYS["relate"],
        icon="relate",
        where="text",
        needs="mark",
        writes=True,
        group=1,
    ),
    Action(
        "claim_card",
        "Claim card",
        "Annotate",
        DEFAULT_KEYS["claim_card"],
        icon="details",
        where="text",
        needs="mark",
        group=1,
    ),
    Action("relabel", "Change the label to", "Annotate", needs="mark", writes=True, group=1, submenu=True),
    Action(
        "show_details",
        "Details of the mark",
        "Annotate",
        DEFAULT_KEYS["show_details"],
        icon="details",
        where="text",
        needs="mark",
        group=2,
    ),
    Action(
        "write_note",
        "Note on the mark",
        "Annotate",
        DEFAULT_KEYS["write_note"],
        icon="note",
        where="text",
        needs="mark",
        writes=True,
        group=2,
    ),
    Action("mark_history", "History of the mark", "Annotate", needs="mark", group=2),
    Action(
        "delete_mark",
        "Delete the mark",
        "Annotate",
        DEFAULT_KEYS["delete_mark"],
        icon="delete",
        where="text",
        needs="mark",
        writes=True,
        group=2,
    ),
    Action(
        "next_mark",
        "Next mark",
        "Annotate",
        DEFAULT_KEYS["next_mark"],
        icon="next",
        where="text",
        needs="article",
        group=3,
    ),
    Action(
        "previous_mark",
        "Previous mark",
        "Annotate",
        DEFAULT_KEYS["previous_mark"],
        icon="previous",
        where="text",
        needs="article",
        group=3,
    ),
    Action("zoom_in", "Larger text", "View", "Ctrl++ Ctrl+=", icon="zoom-in", needs="project"),
    Action("zoom_out", "Smaller text", "View", "Ctrl+-", icon="zoom-out", needs="project"),
    Action("zoom_reset", "Normal text size", "View", "Ctrl+0", needs="project"),
    Action("show_marks", "Marks", "View", "Ctrl+1", icon="marks", needs="project", group=1),
    Action("show_detail_fields", "Details", "View", "Ctrl+2", icon="details", needs="project", group=1),
    Action("show_article", "Article", "View", "Ctrl+3", icon="article", needs="project", group=1),
    Action("show_codebook", "Codebook", "View", "Ctrl+4", icon="codebook", needs="project", group=1),
    Action("go_to_articles", "Go to the article list", "View", "Ctrl+5", needs="project", group=2),
    Action("go_to_text", "Go to the text", "View", "F6", needs="article", group=2),
    Action(
        "toggle_articles", "Article list", "View", "Ctrl+Shift+A", needs="project", group=3, checkable=True
    ),
    Action("toggle_side", "Side panel", "View", "Ctrl+Shift+D", needs="project", group=3, checkable=True),
    Action(
        "toggle_arcs",
        "Relations of all marks",
        "View",
        "Ctrl+Shift+R",
        needs="project",
        group=4,
        checkable=True,
    ),
    Action(
        "toggle_snapping",
        "Snap to whole words",
        "View",
        "Ctrl+Shift+W",
        needs="project",
        group=4,
        checkable=True,
    ),
    Action("density", "Label tags", "View", group=4, submenu=True),
    Action("next_density", "Next kind of label tags", "View", "Ctrl+Shift+T", needs="project", group=4),
    Action("colours_by", "Colours of marks", "View", group=4, submenu=True),
    Action("shown_marks", "Shown marks…", "View", "Ctrl+Shift+M", icon="filter", needs="article", group=5),
    Action(
        "own_marks_only",
        "Only my own marks (blind)",
        "View",
        "Ctrl+Shift+O",
        needs="project",
        group=5,
        checkable=True,
    ),
    Action("show_all_marks", "Show all marks", "View", needs="project", group=5),
    Action("theme", "Theme", "View", icon="theme", group=6, submenu=True),
    Action("full_screen", "Full screen", "View", "F11", group=6, checkable=True),
    Action("every_action", "Every action…", "Tools", "Ctrl+K", icon="palette"),
    Action("all_articles", "All articles…", "Tools", "Ctrl+Shift+F5", needs="project", group=1, opens="articles"),
    Action("all_marks", "All marks…", "Tools", "Ctrl+Shift+F6", needs="project", group=1, opens="marks"),
    Action("dashboard", "Progress…", "Tools", "Ctrl+Shift+F7", needs="project", group=1, opens="dashboard"),
    Action("draw_sample", "Draw a sample…", "Tools", needs="project", writes=True, group=1),
    Action(
        "adjudicate", "Adjudicate…", "Tools", "Ctrl+Shift+J", needs="project", group=1, opens="adjudication"
    ),
    Action("compare", "Compare coders…", "Tools", "Ctrl+Shift+K", needs="project", group=1, opens="compare"),
    Action("agreement", "Agreement…", "Tools", needs="project", group=1, opens="agreement"),
    Action("choose_coder", "Coder at work", "Tools", icon="coder", needs="project", group=1),
    Action("reset_sample", "Reset the sample…", "Tools", icon="sample", group=1),
    Action("open_logs", "Open the log folder", "Tools", group=2),
    Action("shortcuts", "Shortcuts", "Help", "F1 ?", icon="keyboard"),
    Action("guide", "Guide", "Help", "Shift+F1", icon="help"),
    Action("about", "About Annotator", "Help", icon="about", group=1),
)

#: What the keyboard does in the text beside the actions; `Canvas` handles it.
TEXT_KEYS: Final = (
    Key("Shift+arrows", "select; with Ctrl word by word"),
    Key("a label's key", "mark the selection; without one, label the selected mark's text once more"),
    Key(DEFAULT_KEYS["grow_selection"], "select the word, the sentence, the paragraph"),
    Key(DEFAULT_KEYS["shrink_selection"], "take the last growth back"),
    Key("Alt+Left Alt+Right", "move the end of the mark; with Ctrl word by word"),
    Key("Alt+Shift+Left Alt+Shift+Right", "move its start; with Ctrl word by word"),
    Key("Ctrl+drag", "select a further stretch"),
    Key(DEFAULT_KEYS["back_out"], "back out: of the palette, the relation, the selection, the mark"),
)


def keys_of(action: Action, own: dict[str, str]) -> list[str]:
    """The shortcuts of an action, portable writing; `own` holds what the person chose, by action name."""
    return own.get(action.name, action.shortcut).split()


def conflicts(own: dict[str, str]) -> dict[str, list[str]]:
    """Shortcuts that more than one action claims → the texts of those actions."""
    claimed: dict[str, list[str]] = {}
    for action in ACTIONS:
        for key in keys_of(action, own):
            claimed.setdefault(key, []).append(action.text)
    return {key: texts for key, texts in claimed.items() if len(texts) > 1}
