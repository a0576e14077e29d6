"""The long lists of the window: painted tables against the raw queries of what they show."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from annotator.model.article import ArticleId
from annotator.project import Project
from tests.benchmarks.bulk_project import bulk_project
from tests.benchmarks.registry import Figure, benchmark, compare_seconds

#: Rows that the window shows at once; the table asks for a page of 200.
_PAGE = 200


@benchmark
def list_100k() -> Iterator[Figure]:
    """The list of 100,000 articles, asked for and painted, against a raw SELECT of id, title and status; then
    narrowed by a word in four columns whatever case and accents, against LIKE.
    """
    path = bulk_project(100_000, 100_000)
    with _window(path) as (project, application):
        from annotator.ui.widgets.article_list import ArticleDelegate, ArticleModel

        view, model = _list(ArticleModel(lambda ids: project.articles.rows([ArticleId(key) for key in ids])))
        view.setItemDelegate(ArticleDelegate(view))
        raw = sqlite3.connect(path)
        for name, word, target in (("list_100k", "", 1.0), ("list_100k_filtered", "koran 7", 3.0)):

            def product(word: str = word) -> float:
                return _seconds(lambda: _show(model, project.articles.ids(text=word), view, application))

            def baseline(word: str = word) -> float:
                return _seconds(
                    lambda: (
                        raw.execute(
                            "SELECT id, title, status FROM article WHERE title || char(10) || outlet"
                            " || char(10) || author || char(10) || source_file LIKE ?",
                            (f"%{word}%",),
                        ).fetchall()
                        if word
                        else raw.execute("SELECT id, title, status FROM article").fetchall()
                    )
                )

            timing = compare_seconds(product, baseline, rounds=7)
            yield Figure(name, timing.ratio, target, timing.words(product="painted", baseline="raw SELECT"))
        raw.close()


@benchmark
def marks_table() -> Iterator[Figure]:
    """The table of 1,000,000 marks, asked for and painted, against the raw queries of its first page: how
    many there are, and the first 200 in the order of the table with what its columns show. The product
    counts once its first page is painted; the second figure is with the number known too.
    """
    path = bulk_project(50_000, 1_000_000)
    with _window(path) as (project, application):
        for where, words in (("", "all"), ("WHERE annotation.label_id = 2", "of one label")):
            yield from _table_figures(project, application, where=where, words=words)


def _table_figures(project: Project, application: Any, *, where: str, words: str) -> Iterator[Figure]:
    from annotator.model.filters import MarkFilter
    from annotator.ui.views.marks import first_page

    labels = [one.name for one in project.scheme.labels]
    chosen = MarkFilter(labels=(labels[1],)) if where else MarkFilter()
    model, table = _marks_table(project)
    raw = sqlite3.connect(project.path)
    raw.execute("PRAGMA cell_size_check = ON")

    def product(*, counted: bool) -> float:
        def show() -> None:
            _show(model, first_page(project, chosen, "place"), table, application)
            if counted:
                model.grow(project.annotations.count(chosen))
                application.processEvents()

        return _seconds(show)

    def baseline() -> None:
        raw.execute(f"SELECT count(*) FROM annotation {where}").fetchone()
        raw.execute(
            "SELECT annotation.*, article.title, article.outlet, article.published, entity.name"
            " FROM annotation JOIN article ON article.id = annotation.article_id"
            f" LEFT JOIN entity ON entity.id = annotation.entity_id {where}"
            f" ORDER BY annotation.article_id, annotation.start, annotation.id LIMIT {_PAGE}"
        ).fetchall()

    name = "marks_table_label" if where else "marks_table"
    for counted in (False, True):
        timing = compare_seconds(partial(product, counted=counted), lambda: _seconds(baseline), rounds=9)
        what = f"painted, {words}" + (", number known" if counted else "")
        detail = timing.words(product=what, baseline="raw first page")
        yield Figure(name + ("_counted" if counted else ""), timing.ratio, 4.0 if counted else 1.5, detail)
    raw.close()


def _marks_table(project: Project) -> tuple[Any, Any]:
    from annotator.model.annotation import AnnotationId
    from annotator.ui.widgets.table import Cell, Column, PagedModel, PagedTable

    model = PagedModel(
        lambda ids: {
            line.mark.id: line for line in project.annotations.lines([AnnotationId(i) for i in ids])
        },
        lambda line, key: Cell(getattr(line, key) if hasattr(line, key) else str(getattr(line.mark, key))),
    )
    table = PagedTable(model, "All marks")
    table.set_columns(
        Column(key, key, 140) for key in ("label", "quote", "entity", "title", "outlet", "coder")
    )
    table.resize(1280, 900)
    table.show()
    return model, table


@contextlib.contextmanager
def _window(path: Path) -> Iterator[tuple[Project, Any]]:
    from PySide6.QtWidgets import QApplication

    from annotator.ui.theme import ui_font

    application = QApplication.instance() or QApplication([])
    application.setStyle("Fusion")  # type: ignore[attr-defined]
    application.setFont(ui_font())  # type: ignore[attr-defined]
    with contextlib.closing(Project.open(path)) as project:
        yield project, application


def _list(model: Any) -> tuple[Any, Any]:
    from PySide6.QtWidgets import QListView

    view = QListView()
    view.setModel(model)
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.resize(300, 1000)
    view.show()
    return view, model


def _show(model: Any, *rest: Any) -> None:
    """Give the model its rows and paint the first of them."""
    *rows, view, application = rest
    model.show(*rows)
    view.viewport().repaint()
    application.processEvents()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
