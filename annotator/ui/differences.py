"""How the window says and colours the differences between coders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec
from PySide6.QtCore import QCoreApplication

from annotator.analysis.agreement.cases import Case, RelationCase, VariableCase
from annotator.model.annotation import Annotation, AttributeValue
from annotator.model.entity import GOLD
from annotator.model.scheme import Label, Line, Scheme
from annotator.ui.words import capital, shortened

AnyCase = Case | RelationCase | VariableCase


class KindLook(NamedTuple):
    """How one kind of difference is drawn: colours for light and dark, and its line."""

    light: str
    dark: str
    line: Line


#: Colours that stay apart for the colour-blind, as those of the labels do; "same" steps back.
KIND_LOOKS: Final[Mapping[str, KindLook]] = {
    "same": KindLook("#9AA1AB", "#6C747E", "solid"),
    "boundary": KindLook("#00795A", "#4FD1A1", "dashed"),
    "label": KindLook("#B8477F", "#F08BB4", "double"),
    "type": KindLook("#B8477F", "#F08BB4", "double"),
    "attribute": KindLook("#6F42C1", "#B392F0", "dotted"),
    "value": KindLook("#6F42C1", "#B392F0", "dotted"),
    "entity": KindLook("#8A6A1F", "#D6B575", "dotted"),
    "cue": KindLook("#8A6A1F", "#D6B575", "dotted"),
    "only": KindLook("#0072B2", "#5CB8FF", "solid"),
    "only first": KindLook("#0072B2", "#5CB8FF", "solid"),
    "only second": KindLook("#B36B00", "#F2B84B", "solid"),
}

#: Colours of up to six coders and of the gold layer, light and dark, with a line each (Okabe & Ito).
CODER_LOOKS: Final = (
    KindLook("#0072B2", "#5CB8FF", "solid"),
    KindLook("#B36B00", "#F2B84B", "double"),
    KindLook("#00795A", "#4FD1A1", "dashed"),
    KindLook("#B8477F", "#F08BB4", "dotted"),
    KindLook("#6F42C1", "#B392F0", "solid"),
    KindLook("#1B6E8C", "#79C0FF", "dashed"),
)

#: The gold layer stands in plain ink, apart from all coders.
GOLD_LOOK: Final = KindLook("#1F2328", "#E4E6EA", "solid")

#: The order of the legend where two coders are compared.
TWO_KINDS: Final = ("label", "boundary", "attribute", "entity", "only first", "only second", "same")


def kind_of(case: AnyCase, coders: Sequence[str]) -> str:
    """The kind of a difference; of two coders "only first" and "only second" are told apart."""
    if case.kind != "only" or len(coders) != 2:
        folded = {"type": "label", "value": "attribute", "cue": "boundary"}
        return folded.get(case.kind, case.kind)
    return "only first" if coders[0] in sides_of(case) else "only second"


def sides_of(case: AnyCase) -> Sequence[str]:
    """The coders who have something there, in order."""
    if isinstance(case, Case):
        return list(case.marks)
    return list(case.relations if isinstance(case, RelationCase) else case.values)


def kind_words(kind: str, coders: Sequence[str] = ()) -> str:
    """A kind of difference in words; `coders` are the two that are compared."""
    names = dict(zip(("only first", "only second"), coders, strict=False))
    if kind in names:
        return _tr("Only {0}").format(names[kind])
    return {
        "same": _tr("Same"),
        "boundary": _tr("Other edges"),
        "label": _tr("Other label"),
        "type": _tr("Other relation"),
        "attribute": _tr("Other value"),
        "value": _tr("Other value"),
        "entity": _tr("Other entity"),
        "cue": _tr("Other cue"),
        "only": _tr("Not all marked it"),
    }.get(kind, kind)


def case_title(case: AnyCase, marks: Mapping[str, Annotation]) -> str:
    """What a case is about, on one line: the quote, the relation's ends, or the variable's name."""
    if isinstance(case, Case):
        longest = max(case.marks.values(), key=lambda one: (one.end - one.start, one.uid))
        return " ".join(longest.quote.split())
    if isinstance(case, VariableCase):
        return capital(case.name)
    one = next(iter(case.relations.values()))
    ends = [marks[uid].quote if uid in marks else "…" for uid in (one.head, one.tail)]
    return " → ".join(shortened(quote, 40) for quote in ends)


def case_detail(case: AnyCase, coders: Sequence[str], entities: Mapping[str, str]) -> str:
    """What differs, on one line: "actor / source", "form: direct quote / indirect", "Ana, Budi"."""
    if isinstance(case, VariableCase):
        return _beside(value_words(one) for one in case.values.values())
    if isinstance(case, RelationCase):
        names = _beside(capital(one.type) for one in case.relations.values())
        return f"{names} · {_tr('only')} {', '.join(case.relations)}" if case.kind == "only" else names
    some = list(case.marks.values())
    if case.kind == "label":
        return _beside(capital(one.label) for one in some)
    if case.kind == "attribute":
        return "; ".join(
            f"{name}: {_beside(value_words(one.attributes.get(name)) for one in some)}"
            for name in case.attributes
        )
    if case.kind == "entity":
        return _beside(entities.get(one.entity, "") or _tr("no entity") for one in some)
    words = _beside(capital(one.label) for one in some)
    if case.kind == "boundary":
        return f"{words} · {_edges(some)}"
    if case.kind == "only" and len(coders) > 2:
        return f"{words} · {', '.join(case.marks)}"
    return words


def _edges(marks: Sequence[Annotation]) -> str:
    """How long each one's stretch is: enough to tell which is the longer one."""
    lengths = [sum(end - start for start, end in one.fragments) for one in marks]
    return _tr("{0} characters").format(_beside(str(one) for one in lengths))


def value_words(value: AttributeValue | None) -> str:
    """A value as people read it."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    return ", ".join(value) if isinstance(value, list) else str(value)


def _beside(words: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(words))


def by_kind(scheme: Scheme, found: Iterable[Case], coders: Sequence[str]) -> tuple[Scheme, list[Annotation]]:
    """The marks of the cases and a scheme that colours them by how they differ.

    The canvas colours by label: each mark gets a label for its own label and kind, with that label's key.
    """
    labels: dict[str, Label] = {}
    marks: list[Annotation] = []
    keys = {one.name: one.key or one.name[:2] for one in scheme.labels}
    for case in found:
        kind = kind_of(case, coders)
        for one in case.marks.values():
            marks.append(_in_look(one, kind, KIND_LOOKS[kind], keys, labels))
    return Scheme(labels=list(labels.values())), marks


def by_coder(
    scheme: Scheme, marks: Iterable[Annotation], coders: Sequence[str]
) -> tuple[Scheme, list[Annotation]]:
    """The marks and a scheme that colours them by coder, in the order of `coders`."""
    labels: dict[str, Label] = {}
    keys = {one.name: one.key or one.name[:2] for one in scheme.labels}
    looks = {name: CODER_LOOKS[at % len(CODER_LOOKS)] for at, name in enumerate(coders)}
    looks[GOLD] = GOLD_LOOK
    made = [_in_look(one, one.coder, looks.get(one.coder, KIND_LOOKS["same"]), keys, labels) for one in marks]
    return Scheme(labels=list(labels.values())), made


def _in_look(
    mark: Annotation, group: str, look: KindLook, keys: Mapping[str, str], labels: dict[str, Label]
) -> Annotation:
    name = f"{mark.label} · {group}"
    if name not in labels:
        labels[name] = Label(
            name=name,
            key=keys.get(mark.label, mark.label[:2]),
            colour=look.light,
            dark_colour=look.dark,
            line=look.line,
        )
    return msgspec.structs.replace(mark, label=name)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Differences", words)
