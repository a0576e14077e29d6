"""The worked example on the sample article: 13 spans with attributes, 9 relations, 4 linked entities.

`python -m tests.formats.sample` writes it into `seeds/` with our own writer; a test keeps both equal.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from annotator import paths
from annotator.model.annotation import Annotation, Relation, Span, quote_of, span_order
from annotator.model.article import Article
from annotator.model.entity import Coder, Entity
from annotator.model.exchange import ArticleRecord, Dataset
from annotator.model.scheme import read_scheme
from annotator.model.text import canonical, fingerprint

NAME = "000_92958af257f0b8f6"
CODER = "Sample"

#: id: label, start, end, text (its beginning and its end), attributes, entity
SPANS = {
    "A1": ("actor", 139, 144, "Rusia", {"type": "government", "mention": "metonym"}, "Rusia"),
    "A2": ("actor", 182, 201, "pasukan Korea Utara", {"type": "military/police"}, "Tentara Rakyat Korea"),
    "C1": (
        "claim",
        182,
        261,
        "pasukan Korea Utara ikut … melawan Ukraina",
        {"form": "indirect", "type": "fact"},
        "",
    ),
    "S1": (
        "source",
        281,
        341,
        "Kepala Staf Umum Angkatan Bersenjata Rusia, Valery Gerasimov",
        {"type": "person", "identified": "named"},
        "Valery Gerasimov",
    ),
    "C2": (
        "claim",
        692,
        906,
        "Tentara dan perwira … invasi Ukraina",
        {"form": "direct quote", "type": "evaluation"},
        "",
    ),
    "A3": ("actor", 692, 732, "Tentara dan perwira Tentara Rakyat Korea", {}, "Tentara Rakyat Korea"),
    "X1": (
        "sentiment",
        812,
        875,
        "profesionalisme tinggi, keteguhan, keberanian, dan kepahlawanan",
        {"polarity": "positive", "intensity": "high"},
        "",
    ),
    "X2": ("sentiment", 892, 898, "invasi", {"polarity": "negative", "intensity": "medium"}, ""),
    "A4": ("actor", 899, 906, "Ukraina", {"type": "government", "scope": "foreign"}, "Ukraina"),
    "S2": ("source", 914, 923, "Gerasimov", {}, "Valery Gerasimov"),
    "S3": ("source", 940, 959, "situs resmi Kremlin", {"type": "document"}, ""),
    "S4": ("source", 1175, 1199, "pejabat di Korea Selatan", {"type": "anonymous official"}, ""),
    "C4": (
        "claim",
        1214,
        1267,
        "sekitar 3.000 pasukan tambahan dikirim lagi pada 2025",
        {"form": "indirect", "type": "fact"},
        "",
    ),
}

#: type, head, tail, cue (start, end, text)
RELATIONS = (
    ("attributes", "S1", "C1", (271, 280, "diucapkan")),
    ("made_by", "C1", "A1", (167, 175, "mengakui")),
    ("attributes", "S2", "C2", (909, 913, "kata")),
    ("relays", "S3", "S2", None),
    ("target", "X1", "A3", None),
    ("target", "X2", "A4", None),
    ("holder", "X1", "S2", None),
    ("holder", "X2", "S2", None),
    ("attributes", "S4", "C4", None),
)

#: name: aliases, type; the first four are linked, the others are names that the article also uses
ENTITIES = {
    "Rusia": (["Moskow", "Kremlin"], "government"),
    "Tentara Rakyat Korea": (["pasukan Korea Utara", "tentara Korut"], "military/police"),
    "Ukraina": ([], "government"),
    "Valery Gerasimov": (["Gerasimov"], "military/police"),
    "Korea Utara": (["Korut"], "government"),
    "Volodymyr Zelenskyy": (["Zelenskyy", "Zelensky"], "government"),
}


def uid(name: str) -> str:
    """The fixed identity of something of the sample."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"annotator:sample:{name}"))


def seed_text() -> str:
    """The canonical text of the sample article."""
    return canonical((paths.seeds() / f"{NAME}.txt").read_bytes().decode("utf-8")).text


def sample() -> Dataset:
    """The sample annotations as a dataset."""
    entities = [
        Entity(name=name, aliases=aliases, type=kind, uid=uid(f"entity {name}"))
        for name, (aliases, kind) in ENTITIES.items()
    ]
    return Dataset(
        scheme=read_scheme((paths.resources() / "schemes" / "default.json").read_bytes()),
        records=[_record(seed_text())],
        entities=entities,
        coders=[Coder(name=CODER, uid=uid("coder"))],
        count=1,
        name="Sample",
        uid=uid("project"),
    )


def _record(text: str) -> ArticleRecord:
    return ArticleRecord(
        article=Article(
            title="Rusia Akhirnya Akui Tentara Korut Ikut Perang Lawan Ukraina",
            outlet="Fakta.com",
            published="2025-04-26",
            language="id",
            source_file=f"{NAME}.txt",
            status="started",
            fingerprint=fingerprint(text),
            length=len(text),
            uid=uid("article"),
        ),
        text=text,
        annotations=sorted((_annotation(text, name) for name in SPANS), key=span_order),
        relations=[_relation(minute, *one) for minute, one in enumerate(RELATIONS)],
    )


def _annotation(text: str, name: str) -> Annotation:
    label, start, end, _, attributes, entity = SPANS[name]
    time = f"2025-04-28T09:{list(SPANS).index(name):02}:00.000Z"
    fragments = (Span(start, end),)
    return Annotation(
        label=label,
        fragments=fragments,
        quote=quote_of(text, fragments),
        attributes=dict(attributes),
        entity=uid(f"entity {entity}") if entity else "",
        coder=CODER,
        created=time,
        modified=time,
        uid=uid(name),
    )


def _relation(minute: int, kind: str, head: str, tail: str, cue: tuple[int, int, str] | None) -> Relation:
    time = f"2025-04-28T09:{30 + minute:02}:00.000Z"
    return Relation(
        type=kind,
        head=uid(head),
        tail=uid(tail),
        cue=Span(*cue[:2]) if cue else None,
        cue_quote=cue[2] if cue else "",
        coder=CODER,
        created=time,
        modified=time,
        uid=uid(f"{kind} {head} {tail}"),
    )


def write(folder: Path) -> list[str]:
    """Write the sample annotations there; gives the files."""
    from annotator.formats import all_formats

    return all_formats()["jsonl"].write(sample(), folder / f"{NAME}.jsonl", {}).files


if __name__ == "__main__":
    print(*write(paths.seeds()), sep="\n")
