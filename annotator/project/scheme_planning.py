"""What a change of the scheme does to marks, relations and values: found out, not yet done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from annotator.model.annotation import AnnotationId, AttributeValue
from annotator.model.article import ArticleId
from annotator.model.converting import converted, words_of
from annotator.model.scheme import KIND_WORDS, Attribute, Label, RelationType, Scheme, Value
from annotator.model.scheme_changes import (
    EditScheme,
    Effect,
    Open,
    Preview,
    SchemeChange,
    Way,
    Words,
)
from annotator.model.scheme_differences import Difference, differences
from annotator.model.scheme_edits import (
    Item,
    draft_problems,
    item,
    items,
    replace,
    with_attribute,
    with_label,
    without,
)
from annotator.project.scheme_targets import (
    Mark,
    Target,
    always,
    beside_name,
    kept,
    owner_of,
    target,
    values_kept,
)
from annotator.store import scheme_marks
from annotator.store.reading import View
from annotator.store.rows import json_text
from annotator.store.scheme_marks import MarkRow

_decoder: Final = msgspec.json.Decoder(dict[str, AttributeValue])
_value: Final = msgspec.json.Decoder(AttributeValue)

#: More distinct texts than this make no value list.
_MOST_VALUES: Final = 100


class Plan(msgspec.Struct, kw_only=True):
    """A change with all it does: marks that get the same label (name) and attributes (JSON), and the new
    values of variables by row.
    """

    preview: Preview
    marks: list[tuple[str, str, list[int]]]
    values: dict[int, str]
    gone_values: list[int]
    gone_relations: list[int]


class _Tally:
    """Marks and articles by what happens to them, in the order in which that was found."""

    def __init__(self) -> None:
        self._found: dict[tuple[Way, str], tuple[list[AnnotationId], list[ArticleId], list[int]]] = {}

    def add(self, way: Way, words: str, *, marks: Sequence[int] = (), articles: Sequence[int] = ()) -> None:
        """Further marks or articles."""
        if not (marks or articles):  # as with a label that was renamed and has no marks
            return
        known_marks, known_articles, count = self._found.setdefault((way, words), ([], [], [0]))
        known_marks += map(AnnotationId, marks)
        known_articles += map(ArticleId, articles)
        count[0] += len(marks) + len(articles)

    def effects(self) -> list[Effect]:
        """What was found."""
        return [
            Effect(
                way=way,
                words=words,
                count=count[0],
                marks=list(dict.fromkeys(marks)),
                articles=list(dict.fromkeys(articles)),
            )
            for (way, words), (marks, articles, count) in self._found.items()
        ]


def plan(view: View, before: Scheme, change: SchemeChange) -> Plan:
    """Find out what the change does. Raises `SchemeError` when it speaks of what is not there."""
    return _Planner(view, before, change).plan()


class _Planner:
    """Finds out what one change does."""

    def __init__(self, view: View, before: Scheme, change: SchemeChange) -> None:
        self._view = view
        self._before = before
        self._change = change
        self._target: Target = target(before, change)
        self._after = self._target.scheme
        self._tally = _Tally()
        self._open: dict[str, Counter[str]] = {}
        self._marks: list[tuple[str, str, list[int]]] = []
        self._values: dict[int, str] = {}
        self._gone_values: list[int] = []
        self._gone_relations: list[int] = []
        self._rows: list[MarkRow] | None = None

    def plan(self) -> Plan:
        if isinstance(self._change, EditScheme):
            self._keep_what_is_used(self._change)
        problems = draft_problems(self._after)
        self._list_labels()
        if not problems:
            self._rewrite_marks()
            self._rewrite_variables()
            self._look_at_relations()
        self._retire_left_over()
        self._flag_rechecks()
        return Plan(
            preview=Preview(
                before=self._before,
                after=self._after,
                differences=self._differences(),
                effects=self._tally.effects(),
                open=[self._open_words(uid, counts) for uid, counts in self._open.items()],
                problems=problems,
            ),
            marks=self._marks,
            values=self._values,
            gone_values=self._gone_values,
            gone_relations=self._gone_relations,
        )

    # ------------------------------------------------------------------ what stays

    def _keep_what_is_used(self, change: EditScheme) -> None:
        """Put back, retired, what is gone from the scheme and still in use."""
        now = {one.uid for one in items(self._after)}
        gone = [one for one in items(self._before) if one.uid not in now]
        used = [one.uid for one in gone if self._is_used(one, change)]
        self._after = kept(self._before, self._after, used)
        for uid in used:
            was, back = item(self._before, uid), item(self._after, uid)
            if isinstance(was, Label) and isinstance(back, Label):
                self._target.routes[was.name] = always(back.name)
        self._keep_values(change)

    def _is_used(self, gone: Item, change: EditScheme) -> bool:
        uid, name, names = gone.uid, gone.name, self._view.names
        if isinstance(gone, Label):
            left = bool(scheme_marks.mark_ids(self._view, names.label_ids[name]))
            return left and uid not in change.moved
        if not isinstance(gone, Attribute):
            return bool(scheme_marks.relations_of_type(self._view, names.type_ids[name]))
        if uid in change.taken:
            return False
        owner = owner_of(self._before, uid)
        if owner:
            stays = owner in self._target.routes and item(self._after, self._before.label(owner).uid)
            return bool(stays) and bool(self._words_in_use(owner, name))
        return bool(scheme_marks.values_of(self._view, names.variable_ids[name]))

    def _keep_values(self, change: EditScheme) -> None:
        """Values that are gone from their list, still in use, and turned into nothing else, stay, retired;
        a list that is made of what was free text takes what is there.
        """
        for was in _attributes(self._before):
            now = item(self._after, was.uid)
            if not isinstance(now, Attribute) or now.kind not in {"choice", "several"} or now.grows:
                continue
            known = {one.name for one in now.values}
            mapped = change.words.get(was.uid, {})
            listed = was.kind in {"choice", "several"}
            missing = [one for one in was.values if one.name not in known and one.name not in mapped]
            if not ((listed and missing) or (not listed and not now.values)):
                continue
            used = self._used_words(was)
            if listed:
                back = [one for one in missing if one.name in used]
                self._after = values_kept(self._after, was.uid, back)
                for one in back:
                    words = f"“{one.name}” of “{now.name}” is in use: it stays, retired"
                    self._note_value(was, one.name, words)
            elif len(used) <= _MOST_VALUES:
                values = [Value(name=one) for one in used if one.strip()]
                self._after = with_attribute(self._after, replace(now, values=values))

    def _note_value(self, was: Attribute, value: str, words: str) -> None:
        owner = owner_of(self._before, was.uid)
        for row in self._rows_of(owner) if owner else ():
            held = _decoder.decode(row.attributes).get(was.name)
            if held is not None and value in words_of(held):
                self._tally.add("kept", words, marks=[row.id])

    def _used_words(self, one: Attribute) -> list[str]:
        owner = owner_of(self._before, one.uid)
        if owner:
            return self._words_in_use(owner, one.name)
        rows = scheme_marks.values_of(self._view, self._view.names.variable_ids[one.name])
        return list(dict.fromkeys(word for row in rows for word in words_of(_value.decode(row.value))))

    def _words_in_use(self, label: str, attribute: str) -> list[str]:
        found: dict[str, None] = {}
        for attributes in dict.fromkeys(row.attributes for row in self._rows_of(label)):
            held = _decoder.decode(attributes).get(attribute)
            if held is not None:
                found.update(dict.fromkeys(words_of(held)))
        return list(found)

    def _rows_of(self, label: str) -> Iterator[MarkRow]:
        if self._rows is None:
            self._rows = scheme_marks.marks_of(self._view, self._view.names.labels)
        key = self._view.names.label_ids[label]
        return (row for row in self._rows if row.label == key)

    # ------------------------------------------------------------------ labels

    def _list_labels(self) -> None:
        """The marks of labels that are renamed, moved or retired: they stay what they are."""
        found = differences(self._before, self._after)
        old = {one.uid: one for one in self._before.labels}
        for one in found:
            if one.what != "label" or one.way not in {"renamed", "moved", "retired", "offered again"}:
                continue
            was = old[one.uid]
            marks = scheme_marks.mark_ids(self._view, self._view.names.label_ids[was.name])
            words = {
                "renamed": f"called “{one.name}” from now on, no longer “{one.before}”",
                "moved": f"“{one.name}” stands below “{one.after}” now"
                if one.after
                else f"“{one.name}” stands at the top now",
                "retired": f"“{one.name}” stays on them and is no longer offered",
                "offered again": f"“{one.name}” is offered again",
            }[one.way]
            self._tally.add("label" if one.way == "renamed" else "kept", words, marks=marks)

    def _retire_left_over(self) -> None:
        """After a limited merge: a label without any mark left goes, the others stay."""
        if not self._target.leaving or not self._target.limit:
            return
        going = {key for _, _, ids in self._marks for key in ids}
        for uid in self._target.leaving:
            label = item(self._before, uid)
            assert isinstance(label, Label)
            if all(row.id in going for row in self._rows_of(label.name)):
                self._after = without(self._after, uid)

    def _flag_rechecks(self) -> None:
        if not isinstance(self._change, EditScheme):
            return
        version = self._before.version + 1
        for label in self._after.labels:
            if label.uid in self._change.recheck:
                self._after = with_label(self._after, replace(label, since=version))

    # ------------------------------------------------------------------ marks

    def _rewrite_marks(self) -> None:
        routes = {name: route for name, route in self._target.routes.items() if self._is_felt(name)}
        if not routes:
            return
        names = self._view.names
        wanted = {names.label_ids[name] for name in routes}
        rows = self._rows if self._rows is not None else scheme_marks.marks_of(self._view, wanted)
        limit = self._target.limit
        coders = {names.coder_ids.get(one) for one in limit.coders}
        articles = None if limit.articles is None else frozenset(limit.articles)
        groups: dict[tuple[int, str, int], list[MarkRow]] = {}
        single = self._target.single
        for row in rows:
            if row.label not in wanted or (coders and row.coder not in coders):
                continue
            if articles is None or row.article in articles:
                groups.setdefault((row.label, row.attributes, row.id if single else 0), []).append(row)
        for alike in groups.values():
            self._take(alike, self._turned(alike[0], routes[names.labels[alike[0].label]]))

    def _is_felt(self, name: str) -> bool:
        """Whether marks of the label (its name now) may come out otherwise."""
        was = self._before.label(name)
        if not isinstance(self._change, EditScheme):
            return True
        now = item(self._after, was.uid)
        return not isinstance(now, Label) or any(
            _is_other(one, item(self._after, one.uid), self._target.words.get(one.uid, {}))
            for one in was.attributes
        )

    def _turned(self, row: MarkRow, route: Callable[[Mark], str]) -> _Turned:
        names = self._view.names
        attributes = _decoder.decode(row.attributes)
        was = self._before.label(names.labels[row.label])
        mark = Mark(AnnotationId(row.id), ArticleId(row.article), names.coders[row.coder], attributes)
        label = self._after.label(route(mark))
        turned = _Turned(label.name)
        if label.uid != was.uid:
            turned.say("label", f"“{was.name}” becomes “{label.name}”")
        for name, value in attributes.items():
            attribute = was.attribute(name)
            if attribute is None:
                turned.values[name] = value  # the scheme never knew it; nobody asked to take it away
                continue
            goes = _goes_to(was, attribute, label)
            words = self._target.words.get(attribute.uid, {})
            if goes is not None:
                words = {**self._target.words.get(goes.uid, {}), **words}
            turned.take(attribute, goes, value, words)
        turned.attributes = json_text(_ordered(label, turned.values))
        return turned

    def _take(self, rows: list[MarkRow], turned: _Turned) -> None:
        """What becomes of marks that are alike."""
        ids = [row.id for row in rows]
        for way, words in turned.said:
            self._tally.add(way, words, marks=ids)
        for uid, word in turned.unfit:
            self._open.setdefault(uid, Counter())[word] += len(ids)
        if turned.said or turned.unfit:
            self._marks.append((turned.label, turned.attributes, ids))

    # ------------------------------------------------------------------ variables and relations

    def _rewrite_variables(self) -> None:
        limit = self._target.limit
        articles = None if limit.articles is None else frozenset(limit.articles)
        taken = self._change.taken if isinstance(self._change, EditScheme) else ()
        for was in self._before.variables:
            now = item(self._after, was.uid)
            words = self._target.words.get(was.uid, {})
            if isinstance(now, Attribute) and not _is_other(was, replace(now, name=was.name), words):
                continue
            if now is None and was.uid not in taken:
                continue
            for row in scheme_marks.values_of(self._view, self._view.names.variable_ids[was.name]):
                if articles is None or row.article in articles:
                    self._turn_variable(row, was, now if isinstance(now, Attribute) else None, words)

    def _turn_variable(
        self, row: scheme_marks.ValueRow, was: Attribute, now: Attribute | None, words: Words
    ) -> None:
        value = _value.decode(row.value)
        if now is None:
            self._tally.add("lost", f"value of “{was.name}” taken away", articles=[row.article])
            self._gone_values.append(row.id)
            return
        result = converted(value, now, words)
        for word in result.unfit:
            self._open.setdefault(now.uid, Counter())[word] += 1
        if result.lost and not result.unfit:
            self._tally.add(
                "lost", f"value of “{was.name}” taken away, or a part of it", articles=[row.article]
            )
        if result.value is None:
            self._gone_values.append(row.id)
        elif result.value != value:
            self._tally.add("variable", _change_words(now, value, result.value), articles=[row.article])
            self._values[row.id] = json_text(result.value)

    def _look_at_relations(self) -> None:
        """Relations that their type allows no longer."""
        if not isinstance(self._change, EditScheme):
            return
        names, nobody = self._view.names, Mark(AnnotationId(0), ArticleId(0), "", {})
        goes = {name: route(nobody) for name, route in self._target.routes.items()}
        for was in self._before.relation_types:
            kind = item(self._after, was.uid)
            if not isinstance(kind, RelationType) or _allows_all(kind, was, goes):
                continue
            for row in scheme_marks.relations_of_type(self._view, names.type_ids[was.name]):
                head, tail = names.labels[row.head_label], names.labels[row.tail_label]
                fitted = head in was.heads and tail in was.tails
                if fitted and not (goes.get(head) in kind.heads and goes.get(tail) in kind.tails):
                    self._unfit_relation(row, f"“{kind.name}” ({head} → {tail})", self._change)

    def _unfit_relation(self, row: scheme_marks.RelationRow, words: str, change: EditScheme) -> None:
        said = f"their relation {words} is no longer allowed"
        if change.drop_relations:
            self._gone_relations.append(row.id)
            self._tally.add("deleted", f"{said}: it is deleted", marks=[row.head])
        else:
            self._tally.add("relations", f"{said}: it stays", marks=[row.head])

    # ------------------------------------------------------------------

    def _open_words(self, uid: str, counts: Counter[str]) -> Open:
        found = item(self._after, uid)
        assert isinstance(found, Attribute)
        return Open(
            attribute=uid,
            name=found.name,
            owner=owner_of(self._after, uid),
            counts=dict(counts.most_common()),
        )

    def _differences(self) -> list[Difference]:
        return differences(self._before, self._after)


class _Turned:
    """What becomes of a mark: its label, its attributes, what is to be said of it, words without place."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.values: dict[str, AttributeValue] = {}
        self.attributes = ""
        self.said: dict[tuple[Way, str], None] = {}
        self.unfit: list[tuple[str, str]] = []

    def say(self, way: Way, words: str) -> None:
        """Say once what happens."""
        self.said[way, words] = None

    def take(self, was: Attribute, goes: Attribute | None, value: AttributeValue, words: Words) -> None:
        """Take a value over from one attribute to another, as far as that goes."""
        if goes is None:
            self.say("lost", f"value of “{was.name}” taken away")
            return
        result = converted(value, goes, words)
        self.unfit += [(goes.uid, word) for word in result.unfit]
        if result.value is not None:
            self.values[goes.name] = result.value
        if result.lost and not result.unfit:
            self.say("lost", f"value of “{was.name}” taken away, or a part of it")
        elif was.name != goes.name:
            self.say("values", f"their “{was.name}” is called “{goes.name}”")
        if result.value is not None and result.value != value:
            self.say("values", _change_words(goes, value, result.value))


def _attributes(scheme: Scheme) -> Iterable[Attribute]:
    yield from (two for one in scheme.labels for two in one.attributes)
    yield from scheme.variables


def _is_other(was: Attribute, now: object, words: Mapping[str, str | None]) -> bool:
    """Whether values of the attribute may come out otherwise."""
    if not isinstance(now, Attribute):
        return True
    if was.name != now.name or was.kind != now.kind or words:
        return True
    if now.kind not in {"choice", "several"} or now.grows:
        return False
    return bool({one.name for one in was.values} - {one.name for one in now.values}) or was.grows


def _allows_all(kind: RelationType, was: RelationType, goes: Mapping[str, str]) -> bool:
    """Whether the relation type still allows all that it did, given where labels go."""
    return all(goes.get(one) in kind.heads for one in was.heads) and all(
        goes.get(one) in kind.tails for one in was.tails
    )


def _goes_to(was: Label, attribute: Attribute, label: Label) -> Attribute | None:
    """The attribute of the new label that takes the values of this one of the old label."""
    same = next((one for one in label.attributes if one.uid == attribute.uid), None)
    if same is not None or was.uid == label.uid:
        return same
    beside = label.attribute(beside_name(was.name, attribute.name))
    return beside or label.attribute(attribute.name)


def _ordered(label: Label, values: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    known = [one.name for one in label.attributes if one.name in values]
    return {name: values[name] for name in [*known, *(one for one in values if one not in known)]}


def _change_words(attribute: Attribute, before: AttributeValue, after: AttributeValue) -> str:
    if _shown(before) == _shown(after):
        return f"their “{attribute.name}” is kept as {KIND_WORDS[attribute.kind]}"
    return f"“{attribute.name}”: “{_shown(before)}” becomes “{_shown(after)}”"


def _shown(value: AttributeValue) -> str:
    return "; ".join(words_of(value))
