"""Saved documents: named filters, searches, recipes and mappings that belong to the project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.errors import AnnotatorError
from annotator.model.surrogates import without_surrogates
from annotator.model.work import Saved
from annotator.project.core import Core
from annotator.store import schema, work


class SavedItems:
    """The named documents of a project, of a few kinds."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def all(self, kind: str) -> list[Saved]:
        """The documents of a kind, by name."""
        with self._core.read() as view:
            return work.saved(view, kind)

    def put(self, kind: str, name: str, body: Mapping[str, Any]) -> Saved:
        """Save a document (what JSON can say); it takes the place of the one of that kind and name.

        Raises `AnnotatorError` when the name is empty.
        """
        name = without_surrogates(name).strip()
        if not name:
            raise AnnotatorError("What is saved needs a name.")
        item = Saved(kind=kind, name=name, body=without_surrogates(dict(body)), uid=work.link_uid(kind, name))
        with self._core.write(f"Save {kind}") as at:
            work.put_saved(at, item)
        return item

    def delete(self, uid: str) -> None:
        """Delete a document. Raises `AnnotatorError` when it is gone already."""
        with self._core.write("Delete saved item") as at:
            if not work.delete_rows_with(at, schema.saved_item.name, uid):
                raise AnnotatorError("This is not in the project any more. Undo may bring it back.")
