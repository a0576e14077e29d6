"""What a person chose for an import: by file, by kind of file, by table; kept for the next time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from annotator.project.importing import FileChoice
    from annotator.project.surveying import Look
    from annotator.settings import Settings


class OwnChoice:
    """What holds for one file alone: its kind, its encoding, and what was typed about its articles."""

    def __init__(self) -> None:
        self.format = ""
        self.encoding = ""
        self.edits: dict[int, dict[str, str]] = {}
        self.left_out: set[int] = set()


class ImportChoices:
    """All choices of one import. Those by kind and by table are in the settings once `keep` was called."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._own: dict[Path, OwnChoice] = {}
        self._kinds: dict[str, dict[str, Any]] = {}
        self._columns: dict[str, dict[str, list[str]]] = {}
        for name, value in settings.table("import_options").items():
            kind, _, option = name.partition(".")
            self._kinds.setdefault(kind, {})[option] = _read(value)
        for name, value in settings.table("import_columns").items():
            columns = _read(value)
            if isinstance(columns, dict):
                self._columns[name] = columns

    def of(self, path: Path) -> OwnChoice:
        """What holds for one file."""
        return self._own.setdefault(path, OwnChoice())

    def of_kind(self, kind: str) -> dict[str, Any]:
        """The options of a kind of file that differ from what they are by themselves."""
        return self._kinds.setdefault(kind, {})

    def columns(self, header: list[str]) -> dict[str, list[str]] | None:
        """What was chosen for tables with these columns."""
        from annotator.model.columns import header_key

        return self._columns.get(header_key(header)) if header else None

    def set_columns(self, header: list[str], columns: Mapping[str, list[str]] | None) -> None:
        """Choose for tables with these columns; None goes back to what their names tell."""
        from annotator.model.columns import header_key

        if columns is None:
            self._columns.pop(header_key(header), None)
        else:
            self._columns[header_key(header)] = dict(columns)

    def options(self, look: Look) -> dict[str, Any]:
        """How a file is to be read."""
        own = self._own.get(look.path)
        found = dict(self.of_kind(look.kind))
        columns = self.columns(look.header)
        if columns is not None:
            found["columns"] = columns
        if own is not None and own.encoding:
            found["encoding"] = own.encoding
        return found

    def file_choice(self, look: Look, *, skip: bool) -> FileChoice | None:
        """The same for `import_files`; None where nothing differs from the other files of its kind."""
        from annotator.project.importing import FileChoice

        own = self._own.get(look.path, OwnChoice())
        options = self.options(look)
        further = {name: value for name, value in options.items() if name in {"columns", "encoding"}}
        choice = FileChoice(
            format=own.format,
            options=further,
            skip=skip,
            edits=own.edits,
            left_out=frozenset(own.left_out),
        )
        return None if choice == FileChoice() else choice

    def keep(self) -> None:
        """Remember what holds by kind and by table."""
        options = {
            f"{kind}.{name}": msgspec.json.encode(value).decode()
            for kind, chosen in self._kinds.items()
            for name, value in chosen.items()
        }
        columns = {key: msgspec.json.encode(value).decode() for key, value in self._columns.items()}
        self._settings.update({"import_options": options, "import_columns": columns})


def _read(value: str) -> Any:
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value
