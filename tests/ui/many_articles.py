"""A window on a project of some articles with marks, sets and coders, for the tests of tables."""

from __future__ import annotations

from pathlib import Path

from tests.projects import new_project

TEXT = "“Kami akan menang,” kata Gerasimov. Sri Mulyani membantah kabar itu di Jakarta. Nomor {}.\n"


def make_study(folder: Path, articles: int = 12) -> Path:
    """Articles of three outlets; every second one has a claim, a source and an actor; one entity."""
    project = new_project(folder, *(TEXT.format(number) for number in range(articles)), coder="Ana")
    sri = project.entities.add("Sri Mulyani")
    project.entities.add("Valery Gerasimov")
    for place, key in enumerate(project.articles.ids()):
        outlet = ("Kompas", "Tempo", "El País")[place % 3]
        project.articles.edit(
            key,
            title=f"Judul {place:02}",
            outlet=outlet,
            published=f"2025-{place % 12 + 1:02}-05",
            language="id",
            extra={"section": "Dunia"} if place % 4 == 0 else {},
        )
        if place % 2 == 0:
            claim = project.annotations.add(key, "claim", [(1, 18)], attributes={"form": "direct quote"})
            source = project.annotations.add(key, "source", [(25, 34)])
            project.annotations.add(key, "actor", [(36, 47)], entity=sri.uid)
            if place % 4 == 0:
                project.relations.add("attributes", source.uid, claim.uid)
    ids = project.articles.ids()
    project.sets.make("Pilot", ids[:4])
    project.assignments.assign(ids[:6], ["Budi"])
    project.articles.set_status(ids[1], "done")
    path = project.path
    project.close()
    return path
