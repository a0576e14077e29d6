"""What the names in an incoming file mean here: labels, attributes, values, relations, entities, coders.

Names are matched by uid, then exactly, then without regard to case. What the scheme does not know is
added to it and reported, so that nothing of the file is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from annotator.model.annotation import Annotation, AttributeValue, Relation
from annotator.model.article import ArticleId, Status
from annotator.model.entity import Entity
from annotator.model.exchange import Dataset, ImportReport, Problem
from annotator.model.scheme import (
    Attribute,
    Label,
    RelationType,
    Scheme,
    Value,
    checked_attributes,
    value_problem,
)
from annotator.model.scheme_joining import identified
from annotator.project.project import Project
from annotator.store import reading, writing
from annotator.store.history import new_uid
from annotator.store.writing import Writing, add_coder

_Named = TypeVar("_Named", Label, Attribute, RelationType)
_encode = msgspec.json.Encoder().encode
_LINES = ("solid", "double", "dashed", "dotted")
#: Okabe & Ito's colour-blind-safe colours that the default labels leave free; light and dark.
_COLOURS = (("#9A6700", "#E3B341"), ("#6F42C1", "#B392F0"), ("#A40E26", "#FF7B72"), ("#1B6E8C", "#79C0FF"))


class NameMapping:
    """The names of one incoming dataset, and what each stands for in the project."""

    def __init__(
        self, project: Project, at: Writing, dataset: Dataset, report: ImportReport, file: Path
    ) -> None:
        self._core = project._core
        self._at = at
        self._report = report
        self._file = file
        self._coders = {one.name: one.uid for one in dataset.coders}
        self._scheme: Scheme = self._core.scheme
        self._dirty = False
        self._labels: dict[str, Label] = {}
        self._values: dict[tuple[str, bytes], dict[str, AttributeValue]] = {}
        for label in dataset.scheme.labels:
            self._merge_label(label)
        for one in dataset.scheme.relation_types:
            self._merge_relation_type(one)
        for variable in dataset.scheme.variables:
            self._merge_variable(variable)
        self._entities = self._merge_entities(dataset.entities)
        self._settle_scheme()

    def label(self, name: str) -> Label:
        """The label of the project that the file's label means."""
        known = self._labels.get(name)
        if known is None:
            found = _find(self._scheme.labels, name)
            known = found if found is not None else self._merge_label(Label(name=name))
            self._labels[name] = known
        return known

    def checked(self, label: str, values: dict[str, AttributeValue]) -> dict[str, AttributeValue]:
        """The same, checked against the label as it is then; what is asked again is answered at once."""
        if not values:
            return values
        key = (label, _encode(values))
        known = self._values.get(key)
        if known is None:
            taken = self.attributes(label, values)
            known = checked_attributes(self._scheme.label(label).attributes, taken)
            self._values[key] = known
        return known

    def attributes(self, label: str, values: dict[str, AttributeValue]) -> dict[str, AttributeValue]:
        """The attribute values under the project's names; unknown ones are added to the label."""
        taken: dict[str, AttributeValue] = {}
        for name, value in values.items():
            owner = self._scheme.label(label)
            attribute = _find(owner.attributes, name)
            if attribute is None:
                attribute = self._add_attribute(owner, _guessed(name, value))
            elif value_problem(attribute, value):
                attribute, fitting = self._widened(label, attribute, value)
                taken[attribute.name] = fitting
                continue
            taken[attribute.name] = value
        return taken

    def relation_type(self, name: str) -> RelationType:
        """The relation type of the project that the file's type means."""
        found = _find(self._scheme.relation_types, name)
        if found is None:
            found = self._merge_relation_type(RelationType(name=name, heads=[], tails=[], cue=True))
        return found

    def entity(self, uid: str) -> str:
        """The uid here of the file's entity; one that the file does not describe is made by its uid."""
        if not uid:
            return ""
        if uid not in self._entities:
            self._entities |= self._merge_entities([Entity(name=uid, uid=uid)])
        return self._entities[uid]

    def coder(self, name: str) -> str:
        """The coder's name; made known to the project when new."""
        if name not in self._at.names.coder_ids:
            key = add_coder(self._at.recorder.connection, name, uid=self._coders.get(name, ""))
            self._at.names.coder_ids[name] = key
            self._at.names.coders[key] = name
        return name

    def set_variable(self, article: ArticleId, name: str, value: AttributeValue) -> None:
        """Set an article variable where the project has no value yet."""
        known = _find(self._scheme.variables, name)
        if known is None or value_problem(known, value):
            known = self._merge_variable(_guessed(name, value))
            self._settle_scheme()
        if known.name not in reading.variables_of(self._at.view, article):
            writing.set_variable(self._at, article, known.name, value)

    def fill_status(self, article: ArticleId, status: Status) -> None:
        """Take the file's status where nobody has begun here."""
        ours = reading.article(self._at.view, article)
        if ours is not None and ours.status == "new":
            writing.edit_article(self._at, article, {"status": status})

    def settle(self, annotations: Sequence[Annotation], relations: Sequence[Relation]) -> None:
        """Write the scheme as far as it grew, before anything uses it; widen what relations need."""
        labels = {one.uid: one.label for one in annotations}
        for one in relations:
            kind = self.relation_type(one.type)
            head, tail = labels[one.head], labels[one.tail]
            if head not in kind.heads or tail not in kind.tails:
                self._replace_relation_type(
                    msgspec.structs.replace(
                        kind,
                        heads=[*dict.fromkeys([*kind.heads, head])],
                        tails=[*dict.fromkeys([*kind.tails, tail])],
                    )
                )
                self._tell(f"The relation “{kind.name}” now also goes from {head} to {tail}.")
        self._settle_scheme()

    def _settle_scheme(self) -> None:
        if not self._dirty:
            return
        version = self._core.scheme.version + 1
        self._scheme = msgspec.structs.replace(identified(self._scheme), version=version)
        writing.write_scheme_rows(self._at, self._scheme)
        self._at.names.reload(self._at.recorder.connection)
        self._core.scheme_grew(self._scheme)
        self._dirty = False

    def _merge_label(self, theirs: Label) -> Label:
        ours = _find(self._scheme.labels, theirs.name, theirs.uid)
        if ours is None:
            ours = self._new_label(theirs)
            self._tell(f"The label “{ours.name}” was not in the scheme; it was added.")
            self._change(labels=[*self._scheme.labels, ours])
            return ours
        for attribute in theirs.attributes:
            self._merge_attribute(ours.name, attribute)
        return self._scheme.label(ours.name)

    def _merge_attribute(self, label: str, theirs: Attribute) -> None:
        owner = self._scheme.label(label)
        ours = _find(owner.attributes, theirs.name, theirs.uid)
        if ours is None:
            self._add_attribute(owner, theirs)
            return
        missing = [one for one in theirs.values if one.name not in {two.name for two in ours.values}]
        if missing and not ours.grows and ours.kind in {"choice", "several"}:
            self._replace_attribute(label, msgspec.structs.replace(ours, values=[*ours.values, *missing]))
            names = ", ".join(one.name for one in missing)
            self._tell(f"“{ours.name}” of “{label}” got new values: {names}.")

    def _merge_relation_type(self, theirs: RelationType) -> RelationType:
        ours = _find(self._scheme.relation_types, theirs.name, theirs.uid)
        if ours is not None:
            return ours
        known = {one.name for one in self._scheme.labels}
        ours = msgspec.structs.replace(
            theirs,
            heads=[one for one in theirs.heads if one in known],
            tails=[one for one in theirs.tails if one in known],
        )
        self._tell(f"The relation “{ours.name}” was not in the scheme; it was added.")
        self._change(relation_types=[*self._scheme.relation_types, ours])
        return ours

    def _merge_variable(self, theirs: Attribute) -> Attribute:
        ours = _find(self._scheme.variables, theirs.name, theirs.uid)
        if ours is None:
            self._tell(f"The article variable “{theirs.name}” was not in the scheme; it was added.")
            self._change(variables=[*self._scheme.variables, theirs])
            return theirs
        missing = [one for one in theirs.values if one.name not in {two.name for two in ours.values}]
        if not missing or ours.grows:
            return ours
        wider = msgspec.structs.replace(ours, values=[*ours.values, *missing])
        self._change(variables=[wider if one is ours else one for one in self._scheme.variables])
        return wider

    def _merge_entities(self, entities: Sequence[Entity]) -> dict[str, str]:
        known = {one.uid: one for one in reading.entities(self._at.view)}
        by_name = {one.name: one.uid for one in known.values()}
        meaning, fresh = {}, []
        for one in entities:
            if one.uid in known:
                meaning[one.uid] = one.uid
            elif one.name in by_name:
                meaning[one.uid] = by_name[one.name]
            else:
                made = one if one.uid else msgspec.structs.replace(one, uid=new_uid())
                meaning[one.uid] = by_name[one.name] = made.uid
                fresh.append(made)
        writing.add_entities(self._at, fresh)
        self._report.entities += len(fresh)
        return meaning

    def _new_label(self, theirs: Label) -> Label:
        taken = {one.key.casefold() for one in self._scheme.active_labels()}
        key = theirs.key if theirs.key and theirs.key.casefold() not in taken else ""
        if not key:
            letters = [one.upper() for one in theirs.name if one.isalpha() and one.casefold() not in taken]
            key = letters[0] if letters and len(letters[0]) == 1 else ""
        fields: dict[str, object] = {"key": key, "parent": ""}
        if theirs.colour == Label(name="").colour:
            number = len(self._scheme.labels)
            light, dark = _COLOURS[number % len(_COLOURS)]
            fields |= {"colour": light, "dark_colour": dark, "line": _LINES[number % len(_LINES)]}
        return msgspec.structs.replace(theirs, **fields)

    def _add_attribute(self, owner: Label, attribute: Attribute) -> Attribute:
        self._tell(f"“{owner.name}” got a new attribute “{attribute.name}”.")
        wider = msgspec.structs.replace(owner, attributes=[*owner.attributes, attribute])
        self._change(labels=[wider if one.name == owner.name else one for one in self._scheme.labels])
        return attribute

    def _widened(
        self, label: str, attribute: Attribute, value: AttributeValue
    ) -> tuple[Attribute, AttributeValue]:
        """The attribute with the value allowed, or, where the kinds differ, one that takes it beside."""
        given = value if isinstance(value, list) else [value]
        if attribute.kind in {"choice", "several"} and all(isinstance(one, str) for one in given):
            kind = "several" if isinstance(value, list) else attribute.kind
            known = {one.name for one in attribute.values}
            values = [*attribute.values, *(Value(name=str(one)) for one in given if one not in known)]
            wider = msgspec.structs.replace(attribute, kind=kind, values=values)
            if kind == attribute.kind:
                names = ", ".join(str(one) for one in given if one not in known)
                self._tell(f"“{attribute.name}” of “{label}” got new values: {names}.")
                self._replace_attribute(label, wider)
                return wider, list(value) if isinstance(value, list) else value
        beside = _guessed(f"{attribute.name} (imported)", value)
        owner = self._scheme.label(label)
        found = _find(owner.attributes, beside.name)
        if found is None:
            found = self._add_attribute(owner, beside)
        return found, value if not value_problem(found, value) else str(value)

    def _replace_attribute(self, label: str, attribute: Attribute) -> None:
        owner = self._scheme.label(label)
        attributes = [attribute if one.name == attribute.name else one for one in owner.attributes]
        wider = msgspec.structs.replace(owner, attributes=attributes)
        self._change(labels=[wider if one.name == label else one for one in self._scheme.labels])

    def _replace_relation_type(self, kind: RelationType) -> None:
        self._change(
            relation_types=[kind if one.name == kind.name else one for one in self._scheme.relation_types]
        )

    def _change(self, **lists: object) -> None:
        self._scheme = msgspec.structs.replace(self._scheme, **lists)
        self._dirty = True
        self._labels.clear()
        self._values.clear()

    def _tell(self, message: str) -> None:
        self._report.warnings.append(Problem(file=str(self._file), message=message))


def _find(items: Sequence[_Named], name: str, uid: str = "") -> _Named | None:
    same = [one for one in items if uid and one.uid == uid]
    same += [one for one in items if one.name == name]
    same += [one for one in items if one.name.casefold() == name.casefold()]
    return same[0] if same else None


def _guessed(name: str, value: AttributeValue) -> Attribute:
    """An attribute that takes the value, for a file that says nothing about it."""
    if isinstance(value, bool):
        return Attribute(name=name, kind="yes/no")
    if isinstance(value, int | float):
        return Attribute(name=name, kind="number")
    if isinstance(value, list):
        return Attribute(name=name, kind="several", grows=True)
    return Attribute(name=name, kind="choice", grows=True)
