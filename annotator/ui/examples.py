"""Examples of a label, taken from the text while one codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.errors import AnnotatorError
from annotator.model.scheme_changes import EditScheme
from annotator.model.scheme_edits import replace, with_label
from annotator.ui.words import shortened

if TYPE_CHECKING:
    from annotator.model.annotation import Span
    from annotator.ui.session import Session


def add_example(session: Session, selection: Span | None, *, counter: bool = False) -> bool:
    """Put the selected text, or else the selected mark's quote, among the examples (or counter-examples) of
    the label in hand, as one step of Undo. False when there is nothing to add.
    """
    project, mark = session.project, session.selected_mark()
    name = session.label_in_hand
    found = next((one for one in session.scheme.labels if one.name == name), None)
    if project is None or found is None:
        session.told.emit(session.tr("Take a label in hand first."))
        return False
    quote = session.text[selection.start : selection.end] if selection else mark.quote if mark else ""
    quote = " ".join(quote.split())
    if not quote:
        session.told.emit(
            session.tr("Select the words first that are to be an example of “{0}”.").format(name)
        )
        return False
    known = found.counter_examples if counter else found.examples
    if quote in known:
        session.told.emit(session.tr("“{0}” has this example already.").format(name))
        return False
    field = "counter_examples" if counter else "examples"
    scheme = with_label(session.scheme, replace(found, **{field: [*known, quote]}))
    what = session.tr("counter-example") if counter else session.tr("example")
    try:
        project.scheme_changes.apply(
            EditScheme(scheme=scheme), name=f"Add {field[:-1].replace('_', '-')} of {name}"
        )
    except AnnotatorError as error:
        session.failed.emit(error)
        return False
    session.told.emit(session.tr("{0} of “{1}”: {2}").format(what.capitalize(), name, shortened(quote, 50)))
    return True
