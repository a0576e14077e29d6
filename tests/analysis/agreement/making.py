"""Short ways to write down what coders did, for tests."""

from __future__ import annotations

from annotator.model.annotation import Annotation, AttributeValue, Relation, normal_fragments, span_order
from annotator.model.article import Article
from annotator.model.exchange import ArticleRecord
from annotator.model.scheme import Attribute, Label, RelationType, Scheme, Value

SCHEME = Scheme(
    labels=[
        Label(
            name="claim",
            attributes=[
                Attribute(name="form", values=[Value(name="direct"), Value(name="indirect")]),
                Attribute(name="strength", values=[Value(name=one) for one in ("low", "mid", "high")]),
                Attribute(name="comment", kind="text"),
                Attribute(name="doubted", kind="yes/no"),
                Attribute(name="issues", kind="several", grows=True),
                Attribute(name="certainty", kind="number"),
            ],
        ),
        Label(name="actor", entity=True, attributes=[Attribute(name="form", grows=True)]),
    ],
    relation_types=[RelationType(name="made_by", heads=["claim"], tails=["actor"])],
    variables=[Attribute(name="frame", grows=True), Attribute(name="tone", kind="number")],
)


def mark(
    coder: str,
    label: str,
    *fragments: tuple[int, int],
    uid: str = "",
    entity: str = "",
    created: str = "",
    suggested: bool = False,
    **attributes: AttributeValue,
) -> Annotation:
    return Annotation(
        label=label,
        fragments=normal_fragments(fragments, length=1_000_000),
        coder=coder,
        uid=uid or f"{coder}:{label}:{fragments}",
        entity=entity,
        created=created,
        suggested=suggested,
        attributes=attributes,
    )


def relation(coder: str, kind: str, head: Annotation, tail: Annotation) -> Relation:
    return Relation(type=kind, head=head.uid, tail=tail.uid, coder=coder, uid=f"{coder}:{kind}:{head.uid}")


def article(
    *marks: Annotation, uid: str = "a1", length: int = 100, relations: tuple[Relation, ...] = ()
) -> ArticleRecord:
    return ArticleRecord(
        article=Article(uid=uid, title=f"Title of {uid}"),
        text="x" * length,
        annotations=sorted(marks, key=span_order),
        relations=list(relations),
    )
