"""Articles of every kind of file into a project: whole files, parts that fail, many small ones together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import Project
from annotator.project.importing import FileChoice, import_files
from tests.readers.office import docx, p, zipped
from tests.readers.pdfs import column, pdf
from tests.readers.test_nexis import OLD

STORY = "Der Bundestag hat am Freitag über die Reform beraten. " * 3


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "study.anno", coder="Sari")
    yield made
    made.close()


def titles(project: Project) -> list[str]:
    return [row.title for row in project.articles.rows(project.articles.ids())]


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_of_mixed_files_goes_in_as_one_command_and_one_undo(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "press"
    put(folder, "a.txt", f"One\n\n{STORY}1")
    put(folder, "b.docx", docx(p("Two") + p(STORY + "2")))
    put(folder, "c.csv", f"title,text\nThree,{STORY}3\nNone,\nFour,{STORY}4\n")
    put(folder, "d.zip", zipped({"in.txt": f"Five\n\n{STORY}5", "bad.pdf": b"%PDF- cut"}))
    put(folder, "e.pdf", pdf([column(["A line of a document", "and another one."])], password="x"))
    put(folder, "f.txt", OLD)
    report = import_files(project, [folder])
    assert titles(project)[:5] == ["One", "Two", "Three", "Four", "Five"]
    assert (report.articles, report.duplicates) == (6, 1)  # the export has the same story twice
    assert {Path(one.file).name: one.record for one in report.failed} == {
        "c.csv": "3",
        "d.zip": "d.zip/bad.pdf",
        "e.pdf": "",
    }
    assert project.undo_name == "Import"
    project.undo()
    assert project.articles.ids() == []


def test_a_table_that_breaks_in_the_middle_leaves_nothing(project: Project, tmp_path: Path) -> None:
    rows = "".join(f'T{n},"{STORY}{n}"\n' for n in range(450))
    broken = put(tmp_path, "broken.csv", f'title,text\n{rows}"open')
    small = put(tmp_path, "a.txt", f"One\n\n{STORY}")
    report = import_files(project, [small, broken, put(tmp_path, "z.txt", f"Two\n\n{STORY}")])
    assert titles(project) == ["One", "Two"]
    assert [Path(one.file).name for one in report.failed] == ["broken.csv"]
    assert import_files(project, [put(tmp_path, "whole.csv", f"title,text\n{rows}")]).articles == 450


def test_very_long_texts_do_not_wait_for_each_other(project: Project, tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path, f"long/{number}.txt", f"Long {number}\n\n" + f"{STORY}{number} " * 12_000)
    assert import_files(project, [tmp_path / "long"]).articles == 3


def test_articles_before_and_after_labelled_data_keep_their_order(project: Project, tmp_path: Path) -> None:
    put(tmp_path, "mixed/a.txt", f"First\n\n{STORY}")
    put(
        tmp_path,
        "mixed/b.jsonl",
        '{"id": "x", "text": "Middle text.", "meta": {"title": "Middle"}, "spans": []}\n',
    )
    put(tmp_path, "mixed/c.txt", f"Last\n\n{STORY}!")
    import_files(project, [tmp_path / "mixed"])
    assert titles(project) == ["First", "Middle", "Last"]


def test_characters_that_no_text_may_hold_are_counted(project: Project, tmp_path: Path) -> None:
    report = import_files(project, [put(tmp_path, "a.txt", f"Title\n\n{STORY}\0 and \x01 here")])
    assert "2 characters that no text may hold were replaced" in report.warnings[0].message


def test_a_link_to_a_file_is_the_same_file(project: Project, tmp_path: Path) -> None:
    put(tmp_path, "f/a.txt", f"One\n\n{STORY}")
    try:
        (tmp_path / "f" / "b.txt").symlink_to(tmp_path / "f" / "a.txt")
    except OSError:
        pytest.skip("this system makes no links")
    report = import_files(project, [tmp_path / "f", tmp_path / "f" / "a.txt"])
    assert (report.articles, report.duplicates) == (1, 0)


def test_a_missing_extra_is_told_for_its_file_and_the_rest_goes_in(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *args: object, **kwargs: object) -> object:
        if name == "trafilatura":
            raise ImportError(name)
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    page = put(tmp_path, "f/a.html", "<html><body><p>x</p></body></html>")
    put(tmp_path, "f/b.txt", f"One\n\n{STORY}")
    report = import_files(project, [page.parent])
    assert titles(project) == ["One"]
    assert "annotator[html]" in report.failed[0].message


def test_single_files_and_articles_are_taken_as_a_person_chose(project: Project, tmp_path: Path) -> None:
    table = put(
        tmp_path, "t.csv", f"title,text,desk\nOne,{STORY}1,A\nBad,,A\nTwo,{STORY}2,A\nThree,{STORY}3,A\n"
    )
    skipped = put(tmp_path, "no.txt", f"Not wanted\n\n{STORY}")
    choice = FileChoice(left_out=frozenset({1}), edits={0: {"title": "Uno", "desk": "", "page": "7"}})
    choices = {table: choice, skipped: FileChoice(skip=True)}
    report = import_files(project, [table, skipped], choices=choices)
    assert titles(project) == ["Uno", "Three"]
    assert [project.articles.get(one).extra for one in project.articles.ids()] == [
        {"page": "7"},
        {"desk": "A"},
    ]
    assert [one.record for one in report.failed] == ["3"]


def test_the_options_of_a_file_go_before_those_of_its_kind(project: Project, tmp_path: Path) -> None:
    russian = "Привет\n\n" + "Россия и Корея говорили в Москве о мире. " * 3
    one = put(tmp_path, "one.txt", (russian + "1").encode("cp1251"))
    two = put(tmp_path, "two.txt", (russian + "2").encode("koi8-r"))
    import_files(
        project,
        [one, two],
        kind_options={"txt": {"encoding": "cp1251"}},
        choices={two: FileChoice(options={"encoding": "koi8-r"})},
    )
    assert titles(project) == ["Привет", "Привет"]


def test_metadata_of_an_article_that_is_there_are_filled_where_asked(
    project: Project, tmp_path: Path
) -> None:
    import_files(project, [put(tmp_path, "a.csv", f"title,text\nOne,{STORY}\n")])
    again = put(tmp_path, "b.csv", f"title,outlet,text\nOther,Fakta,{STORY}\n")
    assert import_files(project, [again], duplicates="fill").duplicates == 1
    (found,) = [project.articles.get(one) for one in project.articles.ids()]
    assert (found.title, found.outlet) == ("One", "Fakta")


def test_an_identity_that_a_table_gives_twice_is_kept_once(project: Project, tmp_path: Path) -> None:
    uid = "11111111-1111-4111-8111-111111111111"
    table = put(tmp_path, "t.csv", f"article_id,title,text\n{uid},One,{STORY}1\n{uid},Two,{STORY}2\n")
    report = import_files(project, [table], options={"columns": "uid=article_id, title=title, text=text"})
    one, two = [project.articles.get(key).uid for key in project.articles.ids()]
    assert one == uid
    assert two not in {"", uid}
    assert [one.record for one in report.warnings] == [uid]
