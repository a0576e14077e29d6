"""README and dataset card of a deposit pack: what is inside, how to read it, how to get the texts back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from annotator.model.deposit import About
from annotator.model.exchange import Dataset

#: What each file of a pack is, in the order of the README.
_FILES = {
    "annotations.jsonl": "one article a line with its annotations, relations and article variables",
    "annotations.scheme.json": "labels, entities and coders that annotations.jsonl refers to",
    "annotations.xlsx": "the same as a workbook for reading, with charts",
    "articles.csv": "a row for each article: metadata, address, fingerprint, variables",
    "annotations.csv": "a row for each annotation: place, label, attributes, hashes of its words",
    "relations.csv": "a row for each relation between two annotations",
    "scheme.json": "the annotation scheme: labels, attributes, values, relation types, variables",
    "codebook.html": "the codebook: definitions, rules and examples, with counts",
    "deposit.json": "what this pack is, for programs",
    "README.md": "this page",
    "DATASET_CARD.md": "the dataset card, as Hugging Face reads it",
    "checksums.sha256": "SHA-256 of every file; check with `sha256sum -c checksums.sha256`",
}


def readme(told: About, data: Dataset, names: Sequence[str]) -> str:
    """README.md."""
    return "\n".join([f"# {_title(told, data)}", "", *_said(told, data), *_body(told, data, names)]) + "\n"


def card(told: About, data: Dataset) -> str:
    """DATASET_CARD.md: YAML (written as JSON, which is YAML) for programs, then the same words."""
    languages = sorted({one.article.language for one in data.records if one.article.language})
    head = {
        "pretty_name": _title(told, data),
        "license": told.deposit.licence or "unknown",
        "language": languages,
        "task_categories": ["token-classification"],
        "annotations_creators": ["expert-generated"],
        "size_categories": [_size(told.articles)],
    }
    yaml = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    return "\n".join(["---", *yaml, "---", "", f"# {head['pretty_name']}", "", *_said(told, data)]) + "\n"


def _title(told: About, data: Dataset) -> str:
    return told.deposit.title or data.name or "Annotated articles"


def _size(articles: int) -> str:
    for most, words in ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K")):
        if articles < most:
            return words
    return "100K<n<1M"


def _said(told: About, data: Dataset) -> list[str]:
    about = told.deposit
    counts = f"{told.articles} articles, {told.annotations} annotations, {told.relations} relations"
    coders = f"{len(data.coders)} coders" + (", named by numbers" if about.anonymous else "")
    lines = [about.description, ""] if about.description else []
    lines += [f"{counts}, by {coders}."]
    if data.filters and data.filters != "everything":
        lines += [f"Chosen: {data.filters}."]
    lines += [f"Authors: {', '.join(about.authors)}."] if about.authors else []
    lines += [f"Licence: {about.licence}."] if about.licence else []
    return [
        *lines,
        f"Made with {told.program}.",
        "",
        "| label | definition |",
        "|---|---|",
        *(f"| {_cell(one.name)} | {_cell(one.definition)} |" for one in data.scheme.labels),
        "",
    ]


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _body(told: About, data: Dataset, names: Iterable[str]) -> list[str]:
    held = set(names)
    return [
        "## Files",
        "",
        *(f"- `{name}`: {words}" for name, words in _FILES.items() if name in held),
        "",
        "## Places",
        "",
        "`start` and `end` count Unicode code points of the article's text, from 0; `end` is the first that"
        " is not part of the annotation. `fragments` stands where an annotation has more than one part."
        " The text is counted after its line ends were made one character (LF) and a byte order mark was"
        " dropped; `sha256` is the fingerprint of exactly that text in UTF-8.",
        "",
        *(_with_texts() if told.deposit.texts else _without_texts()),
    ]


def _with_texts() -> list[str]:
    return [
        "## Reading it",
        "",
        "```python",
        "import json",
        'articles = [json.loads(line) for line in open("annotations.jsonl", encoding="utf-8")]',
        'first = articles[0]["spans"][0]',
        'assert articles[0]["text"][first["start"]:first["end"]] == first["text"]',
        "```",
        "",
        "Annotator opens it with *Import*, and `annotator import PROJECT annotations.jsonl`.",
    ]


def _without_texts() -> list[str]:
    return [
        "## The texts are not inside",
        "",
        "They belong to their publishers. Each article is named by its address, title, date and fingerprint."
        " Each quoted part is given as SHA-256 of the article's fingerprint, a line feed and its words:"
        " enough to check words that one has. Single common words can be guessed by trying; whole sentences"
        " cannot.",
        "",
        "Whoever has the articles puts them back with Annotator:",
        "",
        "```",
        "annotator rehydrate PACK.zip --to NEW.anno ARTICLES…",
        "```",
        "",
        "ARTICLES are files or folders of any kind that Annotator imports. Each annotation is checked by its"
        " hashes; one whose words stand elsewhere in a slightly different text is moved there, and the report"
        " lists every annotation and every article that could not be placed.",
    ]
