"""Real project files for tests."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotator.model.article import ArticleId
from annotator.project import Project
from annotator.project.importing import import_files

TEXT = "Rusia mengakui bahwa pasukan Korea Utara ikut bertempur. 👨‍👩‍👧 kata Gerasimov di Moskow.\n"


def new_project(folder: Path, *texts: str, name: str = "study.anno", coder: str = "Sari") -> Project:
    """A project with one article for each text (one default text when none is given)."""
    project = Project.create(folder / name, coder=coder)
    add_texts(project, folder, texts or (TEXT,))
    return project


def add_texts(project: Project, folder: Path, texts: Iterable[str]) -> None:
    """Import texts as plain text files."""
    sources = folder / "sources"
    sources.mkdir(exist_ok=True)
    start = len(list(sources.iterdir()))
    files = []
    for number, text in enumerate(texts, start):
        files.append(sources / f"article-{number:05d}.txt")
        files[-1].write_text(text, encoding="utf-8", newline="")
    report = import_files(project, files)
    assert not report.failed


def first(project: Project) -> ArticleId:
    """The first article."""
    return project.articles.ids()[0]


def state(project: Project) -> object:
    """Everything that people made in the project, comparable; without times and row ids of links."""
    return [
        (
            project.articles.get(key),
            project.articles.text(key),
            project.annotations.of(key),
            project.relations.of(key),
            project.articles.variables(key),
        )
        for key in project.articles.ids()
    ] + [
        project.entities.all(),
        [(one, project.sets.ids(one.uid)) for one in project.sets.all()],
        project.assignments.counts(),
        project.saved.all("filter"),
        project.decisions.all(),
        project.scheme.labels,
        project.scheme.relation_types,
        project.scheme.variables,
    ]
