"""Projects in which several people coded the same news texts, each in their own way."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotator.model.annotation import Annotation, Span
from annotator.model.article import ArticleId
from annotator.model.text import word_at
from annotator.project import Project
from annotator.project.importing import import_files
from annotator.project.sample import sample_project

TEXTS = (
    "Menteri Keuangan Sri Mulyani mengatakan utang pemerintah masih aman.\n\n"
    "“Rasio utang kita di bawah empat puluh persen,” kata Sri Mulyani di Jakarta, Senin.\n\n"
    "Ekonom Faisal Basri menilai pernyataan itu menyesatkan. Menurut dia, beban bunga terus naik.\n",
    "Ukraine’s president said on Tuesday that the talks had failed.\n\n"
    "“We will not give up our land,” Volodymyr Zelensky told reporters in Kyiv. A Kremlin spokesman, "
    "Dmitry Peskov, called the remarks “unhelpful” and denied that Moscow had walked out.\n",
    "قال المتحدث باسم الحكومة إن الأسعار ستنخفض قريبا.\n\nوأضاف أن البنك المركزي يدعم القرار.\n",
)


def coded_project(folder: Path, coders: Sequence[str], *, seed: int = 1, name: str = "coded.anno") -> Project:
    """The sample's article coded once more by everybody, and short texts that only `coders` coded."""
    path = folder / name
    path.write_bytes(sample_project(folder / "sample-source", coder="Seed").read_bytes())
    project = Project.open(path, coder=coders[0])
    sources = folder / "coded-sources"
    sources.mkdir(exist_ok=True)
    for number, text in enumerate(TEXTS):
        (sources / f"text-{number}.txt").write_text(text, encoding="utf-8")
    import_files(project, sorted(sources.iterdir()))
    for at, coder in enumerate(coders):
        project.set_coder(coder)
        _code(project, random.Random(seed * 100 + at), first=at == 0)
    project.set_coder(coders[0])
    return project


def _code(project: Project, chance: random.Random, *, first: bool) -> None:
    one, *others = project.articles.ids()
    with project.command("Code"):
        seeds = [mark for mark in project.annotations.of(one) if mark.coder == "Sample"]
        for mark in seeds:
            _code_again(project, mark, chance, faithful=first)
        for key in others:
            _code_words(project, key, chance, faithful=first)
        project.articles.set_variable(one, "frame", chance.choice(["conflict", "conflict", "responsibility"]))


def _code_again(project: Project, mark: Annotation, chance: random.Random, *, faithful: bool) -> None:
    label, fragments = mark.label, list(mark.fragments)
    attributes: dict[str, Any] = dict(mark.attributes)
    roll = 1.0 if faithful else chance.random()
    if roll < 0.12:
        return
    if roll < 0.24:
        label = "source" if mark.label == "actor" else "actor"
        attributes = {}
    elif roll < 0.4 and fragments[-1].end - fragments[-1].start > 4:
        last = fragments[-1]
        fragments[-1] = Span(last.start, last.start + (last.end - last.start) * 2 // 3)
    elif roll < 0.55:
        attributes = _other_value(project, label, attributes, chance)
    project.annotations.add(mark.article, label, fragments, attributes=attributes, entity=mark.entity)


def _other_value(
    project: Project, label: str, attributes: dict[str, Any], chance: random.Random
) -> dict[str, Any]:
    lists = [one for one in project.scheme.label(label).attributes if one.kind == "choice" and one.values]
    one = chance.choice(lists)
    return {**attributes, one.name: chance.choice(one.value_names())}


def _code_words(project: Project, key: ArticleId, chance: random.Random, *, faithful: bool) -> None:
    text = project.articles.text(key)
    step = max(30, len(text) // 6)
    for start in range(2, len(text) - step, step):
        word = word_at(text, start)
        label = ("actor", "claim", "source", "sentiment")[start // step % 4]
        if word.start < word.end and (faithful or chance.random() > 0.2):
            shift = 0 if faithful or chance.random() > 0.3 else 3
            project.annotations.add(key, label, [Span(word.start, min(len(text), word.end + 8 + shift))])
