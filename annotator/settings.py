"""The person's settings, declared once: what there is, what it may hold, and the file that keeps changes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, cast

from annotator import paths
from annotator.errors import WriteError

# The window waits for this module, so what only some starts need is imported where it is used.

Kind = Literal["yes/no", "choice", "text", "number", "list", "integers", "table"]
#: A list is of texts, `integers` of whole numbers, a table goes from text to text.
Value = bool | int | float | str | list[str] | list[int] | dict[str, str]


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _texts(values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


_FITS: Final[dict[Kind, Callable[[Any], bool]]] = {
    "yes/no": lambda value: isinstance(value, bool),
    "choice": lambda value: isinstance(value, str),
    "text": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, float) or _whole(value),
    "list": lambda value: isinstance(value, list) and _texts(value),
    "integers": lambda value: isinstance(value, list) and all(map(_whole, value)),
    "table": lambda value: isinstance(value, dict) and _texts(value) and _texts(value.values()),
}


class Setting(NamedTuple):
    """One thing that a person may choose, or that the window remembers for them.

    `section` is the page of the preferences dialog; "" means remembered by the program, not shown
    there. `lowest` and `highest` bound a number, both included.
    """

    name: str
    kind: Kind
    default: Value
    title: str
    help: str = ""
    section: str = ""
    choices: tuple[str, ...] = ()
    lowest: float = float("-inf")
    highest: float = float("inf")

    def accepted(self, value: object) -> Value:
        """The value as this setting holds it. Raises `ValueError` where it cannot."""
        if not _FITS[self.kind](value):
            raise ValueError(f"{self.name} must be {self.kind}")
        if self.kind == "choice" and value not in self.choices:
            raise ValueError(f"{self.name} must be one of {', '.join(self.choices)}")
        if self.kind == "number" and not self.lowest <= cast(float, value) <= self.highest:
            raise ValueError(f"{self.name} must be between {self.lowest:g} and {self.highest:g}")
        return cast(Value, value)


SETTINGS: Final = (
    Setting(
        name="coder",
        kind="text",
        default="",
        title="Your name",
        help="Every mark you make carries this name, so that colleagues' work can be told apart.",
        section="General",
    ),
    Setting(
        name="language",
        kind="choice",
        default="system",
        choices=("system", "en", "id"),
        title="Language",
        help="Of the program itself; taken into use when it is started again. Texts may be in any language.",
        section="General",
    ),
    Setting(
        name="theme",
        kind="choice",
        default="system",
        choices=("system", "light", "dark", "sepia"),
        title="Theme",
        section="General",
    ),
    Setting(
        name="backups",
        kind="yes/no",
        default=True,
        title="Keep backups",
        help="A verified copy goes to your data folder when a changed project is opened.",
        section="General",
    ),
    Setting(
        name="text_size",
        kind="number",
        default=17,
        lowest=9,
        highest=48,
        title="Text size",
        help="Of the article text, in pixels.",
        section="Reading",
    ),
    Setting(
        name="text_font",
        kind="choice",
        default="serif",
        choices=("serif", "sans"),
        title="Text font",
        section="Reading",
    ),
    Setting(
        name="line_width",
        kind="number",
        default=76,
        lowest=40,
        highest=200,
        title="Line width",
        help="The widest a line of text may be, in characters.",
        section="Reading",
    ),
    Setting(
        name="line_spacing",
        kind="number",
        default=1.5,
        lowest=1,
        highest=3,
        title="Line spacing",
        help="As a multiple of the height of the font.",
        section="Reading",
    ),
    Setting(
        name="zoom",
        kind="number",
        default=100,
        lowest=50,
        highest=300,
        title="Zoom",
        help="Of the article text, in per cent.",
        section="Reading",
    ),
    Setting(
        name="snap_to_words",
        kind="yes/no",
        default=True,
        title="Snap to whole words",
        help="A selection grows to the words it touches. Hold Alt while dragging for the opposite.",
        section="Marking",
    ),
    Setting(
        name="density",
        kind="choice",
        default="full",
        choices=("full", "compact", "selected", "none"),
        title="Label tags",
        help="Which marks carry a tag: all, all in short, only the selected one, or none.",
        section="Marking",
    ),
    Setting(
        name="colours_by",
        kind="choice",
        default="label",
        choices=("label", "coder"),
        title="Colours",
        help="What the colour of a mark tells: its label, or who made it.",
        section="Marking",
    ),
    Setting(
        name="own_marks_only",
        kind="yes/no",
        default=False,
        title="Only my own marks",
        help="Colleagues' marks are neither shown nor listed. They stay in the file.",
        section="Marking",
    ),
    Setting(
        name="shortcuts",
        kind="table",
        default={},
        title="Shortcuts",
        help="Your own keys for actions; the others keep theirs.",
        section="Keyboard",
    ),
    Setting(name="recent_projects", kind="list", default=[], title="Recent projects"),
    Setting(name="recent_coders", kind="list", default=[], title="Recent coders"),
    Setting(name="window_geometry", kind="text", default="", title="Window position"),
    Setting(name="window_state", kind="text", default="", title="Window layout"),
    Setting(name="splitter_sizes", kind="integers", default=[], title="Panel widths"),
    Setting(name="hidden_panels", kind="list", default=[], title="Hidden panels"),
    Setting(name="import_options", kind="table", default={}, title="Options of imports, by kind of file"),
    Setting(name="import_columns", kind="table", default={}, title="Columns of tables, by their header"),
    Setting(
        name="import_duplicates",
        kind="choice",
        default="skip",
        choices=("skip", "keep", "fill"),
        title="Articles that are there already",
    ),
    Setting(
        name="import_changed",
        kind="choice",
        default="new",
        choices=("new", "repair"),
        title="Articles that are there with another text",
    ),
    Setting(
        name="article_columns",
        kind="list",
        default=["status", "title", "outlet", "published", "marks", "coders"],
        title="Columns of all articles",
    ),
    Setting(
        name="mark_columns",
        kind="list",
        default=["label", "quote", "entity", "attributes", "title", "outlet", "published", "coder"],
        title="Columns of all marks",
    ),
    Setting(name="reading_places", kind="table", default={}, title="Places in articles"),
    Setting(name="import_folder", kind="text", default="", title="Last folder imported from"),
    Setting(name="export_folder", kind="text", default="", title="Last folder exported to"),
)

_BY_NAME: Final = {setting.name: setting for setting in SETTINGS}

_HEADER: Final = "# Settings of Annotator: only what you changed. Comments are not kept.\n\n"


def setting(name: str) -> Setting:
    """The declaration of that name. Raises `KeyError` when there is none."""
    return _BY_NAME[name]


class Settings:
    """What the person chose, over the defaults. A change is in the file when `update` returns.

    `warning` is "" or one sentence to show: a broken file was set aside, a value was not usable.
    Keys that this version does not know stay in the file, and so do values it cannot use.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or paths.settings_file()
        self.warning = ""
        self._chosen: dict[str, Value] = {}
        self._take(self._document())

    def yes(self, name: str) -> bool:
        """The value of a yes/no setting."""
        return cast(bool, self._of(name, "yes/no"))

    def text(self, name: str) -> str:
        """The value of a text or choice setting."""
        return cast(str, self._of(name, "text", "choice"))

    def number(self, name: str) -> float:
        """The value of a number setting."""
        return cast(float, self._of(name, "number"))

    def items(self, name: str) -> list[str]:
        """The value of a list setting, as a list of its own."""
        return [*cast(list[str], self._of(name, "list"))]

    def integers(self, name: str) -> list[int]:
        """The value of an integers setting, as a list of its own."""
        return [*cast(list[int], self._of(name, "integers"))]

    def table(self, name: str) -> dict[str, str]:
        """The value of a table setting, as a dict of its own."""
        return {**cast(dict[str, str], self._of(name, "table"))}

    def value(self, name: str) -> Value:
        """The value of any setting, as its kind says. Not to be changed in place."""
        return self._value(name)

    def changed(self) -> dict[str, Value]:
        """What differs from the defaults, by name."""
        return dict(self._chosen)

    def set(self, name: str, value: Value) -> None:
        """Change one setting and save it; see `update`."""
        self.update({name: value})

    def reset(self, *names: str) -> None:
        """Put these settings (all of them when none is named) back to their defaults and save."""
        self.update({name: setting(name).default for name in names or _BY_NAME})

    def update(self, values: Mapping[str, Value]) -> None:
        """Change several settings and save them in one write, after what is in the file by now.

        Raises `KeyError` for an unknown name, `ValueError` for a value it cannot hold (nothing changed
        then), `WriteError` when the file cannot be written (the values then hold until the program ends).
        """
        from annotator import toml

        taken = {name: setting(name).accepted(value) for name, value in values.items()}
        if all(self._value(name) == value for name, value in taken.items()):
            return
        chosen = {
            name: value for name, value in (self._chosen | taken).items() if value != setting(name).default
        }
        document = {name: value for name, value in self._document().items() if name not in taken}
        content = toml.dumps(document | {name: chosen[name] for name in taken if name in chosen})
        self._chosen = chosen
        self._write(_HEADER + content)

    def _of(self, name: str, *kinds: Kind) -> Value:
        if setting(name).kind not in kinds:
            raise TypeError(f"{name} is a {setting(name).kind} setting")
        return self._value(name)

    def _value(self, name: str) -> Value:
        return self._chosen.get(name, setting(name).default)

    def _take(self, document: Mapping[str, Any]) -> None:
        refused = []
        for name in document.keys() & _BY_NAME.keys():
            try:
                self._chosen[name] = setting(name).accepted(document[name])
            except ValueError:
                refused.append(setting(name).title)
        if refused:
            self.warning = (
                f"The settings file holds values that cannot be used for {', '.join(sorted(refused))}; "
                "the defaults stand in for them."
            )

    def _document(self) -> dict[str, Any]:
        """The file as it is now; {} when there is none. A broken one is set aside under another name."""
        if not self.file.exists():
            return {}
        import tomllib

        try:
            return tomllib.loads(self.file.read_text(encoding="utf-8-sig"))
        except OSError as error:
            self.warning = f"Your settings could not be read ({error.strerror}), so the defaults are used."
        except ValueError:  # not TOML, or not even UTF-8
            self.warning = self._set_aside()
        return {}

    def _set_aside(self) -> str:
        taken = [self.file.with_name(f"settings-broken-{number}.toml") for number in range(1, 100)]
        place = next((one for one in taken if not one.exists()), taken[-1])
        try:
            self.file.replace(place)
        except OSError as error:
            return f"Your settings file is damaged and could not be set aside ({error.strerror})."
        return f"Your settings file was damaged; it is kept as {place.name} and the defaults are used."

    def _write(self, content: str) -> None:
        """Write beside the file, flush to the disk, then rename: there is never half a file."""
        import tempfile

        beside = ""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(prefix=".settings-", dir=self.file.parent)
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(beside).replace(self.file)
        except OSError as error:
            if beside:
                with contextlib.suppress(OSError):
                    Path(beside).unlink()
            raise WriteError(
                "Your settings could not be saved; they hold until you close the program. "
                f"Check that there is room and that you may write to {self.file.parent}.",
                detail=str(error),
            ) from error
