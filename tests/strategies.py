"""Hypothesis strategies for labelled data: any mixture that a project can hold, in awkward scripts."""

from __future__ import annotations

import uuid

from hypothesis import strategies as st

from annotator.model.annotation import Annotation, Relation, Span, normal_fragments, quote_of, span_order
from annotator.model.article import Article
from annotator.model.entity import Coder, Entity
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, Value
from annotator.model.text import canonical, fingerprint

#: Pieces of text that break careless programs: astral, joined, right to left, decomposed, markup, separators.
PIECES = (
    *("Jokowi", "kata", "Presiden", "Korea Utara", "3.000", "Ma'ruf", "e-mail", "B-PER", "O", "_", "*"),
    *(" ", " ", " ", "  ", "\n", "\n\n", "\t", "\u00a0", ".", ", ", ". ", "? "),
    *("“", "”", '"', "'", "|", ";", "\\", "[", "]", "<b>", "&amp;", "#", ">", "=1+1", "->", "%", "{", "}"),
    *(
        "😀",
        "👨\u200d👩\u200d👧",
        "🇮🇩",
        "☀\ufe0f",
        "𝐀",
        "𠮷",
        "العربية",
        "فلسطين",
        "中文新闻",
        "ภาษาไทย",
        "हिन्दी",
    ),
    *("e\u0301", "\u200b", "\u202e", "\ufffd", "\u0085", "\ufeff"),
)

CODERS = ("Ani", "Budi Santoso", "C; D", "محمد")

SCHEME = Scheme(
    name="Strategies",
    labels=[
        Label(
            name="actor",
            key="A",
            entity=True,
            attributes=[
                Attribute(
                    name="type",
                    values=[Value(name=one) for one in ("government", "legislature/party", "a b", "a_b")],
                ),
                Attribute(name="seen", kind="date"),
            ],
        ),
        Label(
            name="claim",
            key="C",
            attributes=[
                Attribute(name="form", values=[Value(name="direct quote"), Value(name="indirect")]),
                Attribute(
                    name="issues", kind="several", values=[Value(name=one) for one in ("war", "tax", "oil")]
                ),
                Attribute(name="strength", kind="number"),
                Attribute(name="explicit", kind="yes/no"),
                Attribute(name="remark", kind="text"),
            ],
        ),
        Label(name="source mention", key="S", entity=True),
        Label(name="sentimen (−)", key="E"),
        *(Label(name=f"label {number}") for number in range(96)),
    ],
    relation_types=[
        RelationType(name="made_by", heads=["claim"], tails=["actor"], cue=True),
        RelationType(
            name="relates to",
            heads=["actor", "claim", "source mention"],
            tails=["actor", "claim", "source mention"],
        ),
    ],
    variables=[Attribute(name="frame", values=[Value(name="conflict"), Value(name="human interest")])],
)

TIMES = st.sampled_from(("2025-04-26T09:14:32.123Z", "2024-12-31T23:59:59.000Z"))
WORDS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
FILLED = WORDS.map(lambda words: canonical(words).text.strip()).filter(bool)


def uids() -> st.SearchStrategy[str]:
    """UUIDs as text."""
    return st.uuids().map(str)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A canonical text; now and then an empty one."""
    return canonical("".join(draw(st.lists(st.sampled_from(PIECES), max_size=40)))).text


@st.composite
def _fragments(draw: st.DrawFn, length: int, most: int) -> tuple[Span, ...]:
    count = draw(st.integers(1, most))
    places = [draw(st.integers(0, length - 1)) for _ in range(count)]
    spans = [(at, min(length, at + draw(st.integers(1, 12)))) for at in places]
    return normal_fragments(spans, length=length)


@st.composite
def _attributes(draw: st.DrawFn, label: Label) -> dict[str, object]:
    kinds = {
        "choice": lambda one: st.sampled_from([value.name for value in one.values]),
        "several": lambda one: st.lists(
            st.sampled_from([value.name for value in one.values]), min_size=1, unique=True
        ),
        "yes/no": lambda one: st.booleans(),
        "number": lambda one: st.one_of(st.integers(-5, 1000), st.sampled_from([0.5, -2.25])),
        "text": lambda one: FILLED,
        "date": lambda one: st.sampled_from(["2025", "2025-04", "2025-04-26"]),
    }
    chosen = [one for one in label.attributes if draw(st.booleans())]
    return {one.name: draw(kinds[one.kind](one)) for one in chosen}


@st.composite
def annotations(draw: st.DrawFn, text: str, entities: list[Entity], most: int) -> Annotation:
    """One annotation of the text, in one or (up to `most`) several fragments."""
    label = draw(st.one_of(st.sampled_from(SCHEME.labels[:4]), st.sampled_from(SCHEME.labels)))
    fragments = draw(_fragments(len(text), most))
    return Annotation(
        label=label.name,
        fragments=fragments,
        quote=quote_of(text, fragments),
        attributes=draw(_attributes(label)),  # type: ignore[arg-type]
        entity=draw(st.sampled_from(entities)).uid if label.entity and draw(st.booleans()) else "",
        note=draw(st.one_of(st.just(""), FILLED)),
        coder=draw(st.sampled_from(CODERS)),
        created=draw(TIMES),
        modified=draw(TIMES),
        uid=draw(uids()),
    )


@st.composite
def _relations(draw: st.DrawFn, text: str, marks: list[Annotation]) -> list[Relation]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        head, tail = draw(st.sampled_from(marks)), draw(st.sampled_from(marks))
        fitting = SCHEME.relations_between(head.label, tail.label)
        if not fitting or head.uid == tail.uid:
            continue
        kind = draw(st.sampled_from(fitting))
        cue = draw(_fragments(len(text), 1))[0] if kind.cue and draw(st.booleans()) else None
        found.append(
            Relation(
                type=kind.name,
                head=head.uid,
                tail=tail.uid,
                cue=cue,
                cue_quote=text[cue.start : cue.end] if cue else "",
                note=draw(st.one_of(st.just(""), FILLED)),
                coder=draw(st.sampled_from(CODERS)),
                created=draw(TIMES),
                modified=draw(TIMES),
                uid=draw(uids()),
            )
        )
    return found


@st.composite
def records(draw: st.DrawFn, entities: list[Entity], *, fragments: int = 3) -> ArticleRecord:
    """One article with its annotations, relations and variables."""
    text = draw(texts())
    marks: list[Annotation] = []
    if text:
        marks = draw(
            st.lists(annotations(text, entities, fragments), max_size=6, unique_by=lambda one: one.uid)
        )
        if marks and draw(st.booleans()):  # an equal span beside
            marks.append(_again(marks[0], draw(uids())))
    return ArticleRecord(
        article=Article(
            title=draw(FILLED.map(lambda words: " ".join(words.split()))),
            outlet=draw(st.sampled_from(["", "Kompas", "Al-Jazeera العربية"])),
            published=draw(st.sampled_from(["", "2025", "2025-04-26"])),
            language=draw(st.sampled_from(["", "id", "ar"])),
            extra=draw(st.dictionaries(st.sampled_from(["section", "page no"]), FILLED, max_size=2)),
            status=draw(st.sampled_from(["new", "started", "done"])),
            fingerprint=fingerprint(text),
            length=len(text),
            uid=draw(uids()),
        ),
        text=text,
        annotations=sorted(marks, key=span_order),
        relations=draw(_relations(text, marks)) if marks else [],
        variables={"frame": "human interest"} if draw(st.booleans()) else {},
        split=draw(st.sampled_from(["", "train", "dev", "test"])),
    )


def _again(one: Annotation, uid: str) -> Annotation:
    return Annotation(label=one.label, fragments=one.fragments, quote=one.quote, coder=CODERS[0], uid=uid)


class Drawn(Dataset, frozen=True, kw_only=True):
    """A dataset that shows its records only: the scheme of 100 labels would drown them."""

    def __repr__(self) -> str:
        marks = [
            [(a.label, [*map(tuple, a.fragments)], a.attributes) for a in one.annotations]
            for one in self.records
        ]
        return repr([(one.text, found) for one, found in zip(self.records, marks, strict=True)])[:3000]


@st.composite
def datasets(draw: st.DrawFn, *, fragments: int = 3, most: int = 4) -> Dataset:
    """A dataset of up to `most` articles; each annotation has at most `fragments` fragments."""
    entities = [
        Entity(name=name, aliases=["alias; one"], type="government", uid=str(uuid.UUID(int=number)))
        for number, name in enumerate(draw(st.lists(FILLED, min_size=1, max_size=3, unique=True)), 1)
    ]
    made = draw(
        st.lists(
            records(entities, fragments=fragments),
            min_size=1,
            max_size=most,
            unique_by=lambda r: r.article.uid,
        )
    )
    return Drawn(
        scheme=SCHEME,
        records=made,
        entities=entities,
        coders=[Coder(name=name, uid=str(uuid.uuid5(uuid.NAMESPACE_URL, name))) for name in CODERS],
        count=len(made),
        name="Strategies",
        uid=draw(uids()),
    )
