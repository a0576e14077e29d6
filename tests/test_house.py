"""The house itself: how modules begin and how long they are, who imports whom, what must be there."""

from __future__ import annotations

import ast
import importlib.util
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import annotator
from annotator import formats, paths, readers
from annotator.model.exchange import LOSSES, Format, Reader
from annotator.settings import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _modules(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if path.stat().st_size]
    return sorted(found)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, check=False)


ALL = _modules("annotator", "packaging", "tests")
OURS = _modules("annotator", "packaging")


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    opening = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    first = opening.split("\n\n")[0].replace("\n", " ")
    assert re.search(r"[.!?)`…:]$", first), f"{_name(path)} opens with {first!r}"
    assert len(first) >= 10


def test_no_file_is_longer_than_600_lines() -> None:
    lengths = {_name(path): len(path.read_text("utf-8").splitlines()) for path in ALL}
    assert {name: length for name, length in lengths.items() if length > 600} == {}


def test_most_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in _modules("annotator")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 8


def test_nothing_is_imported_by_star() -> None:
    stars = [
        f"{_name(path)}:{node.lineno}"
        for path in ALL
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and any(one.name == "*" for one in node.names)
    ]
    assert stars == []


def test_the_import_contracts_are_kept() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_packaging_is_no_package_as_it_would_hide_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    import packaging

    assert "site-packages" in (packaging.__file__ or "")


_LAZY = {
    "annotator.__main__": ("PySide6", "sqlalchemy", "click", "msgspec", "openpyxl", "lxml", "regex"),
    "annotator.cli": ("PySide6", "openpyxl", "lxml", "alembic", "mammoth", "trafilatura", "numpy"),
    "annotator.project": ("PySide6", "openpyxl", "lxml", "alembic", "numpy"),
    "annotator.ui.app": ("sqlalchemy", "alembic", "openpyxl", "lxml", "trafilatura", "numpy", "click"),
}


@pytest.mark.parametrize("module", _LAZY)
def test_heavy_libraries_are_imported_when_first_used(module: str) -> None:
    script = f"import {module}, sys; print(*sys.modules)"
    done = _python("-c", script)
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & set(_LAZY[module]) == set()


def _discovered(package: ModuleType, attribute: str) -> list[Any]:
    names = [info.name for info in pkgutil.iter_modules(package.__path__)]
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    lacking = [module.__name__ for module in modules if not hasattr(module, attribute)]
    assert lacking == [], f"every module of {package.__name__} gives {attribute}"
    return [getattr(module, attribute) for module in modules]


def test_every_reader_is_discovered_and_keeps_the_contract() -> None:
    found = _discovered(readers, "READER")
    assert sorted(one.name for one in found) == list(readers.all_readers())
    assert [one.name for one in found if not isinstance(one, Reader)] == []


def test_every_format_is_discovered_and_keeps_the_contract() -> None:
    found = _discovered(formats, "FORMAT")
    assert sorted(one.name for one in found) == list(formats.all_formats())
    assert [one.name for one in found if not isinstance(one, Format)] == []
    assert {one.name: one.keeps - set(LOSSES) for one in found if one.keeps - set(LOSSES)} == {}
    assert [one.name for one in found if not (one.reads or one.writes)] == []


def test_readers_and_formats_share_no_name_as_the_command_line_takes_either() -> None:
    assert set(readers.all_readers()) & set(formats.all_formats()) == set()


def test_every_ending_is_lower_case_and_every_extra_is_declared() -> None:
    kinds = [*readers.all_readers().values(), *formats.all_formats().values()]
    wrong = [
        (one.name, ending)
        for one in kinds
        for ending in one.suffixes
        if not re.fullmatch(r"\.[a-z0-9.]+", ending)
    ]
    assert wrong == []
    assert {one.extra for one in kinds} - {""} <= set(PROJECT["project"]["optional-dependencies"])


def test_resources_and_the_sample_are_there() -> None:
    for place in ("icons", "schemes/default.json"):
        assert (paths.resources() / place).exists(), place
    assert list(paths.seeds().glob("*.txt"))
    assert list(paths.seeds().glob("*.jsonl"))


def test_each_shortcut_belongs_to_one_action() -> None:
    from annotator.ui.actions import ACTIONS

    keys = [key.casefold() for action in ACTIONS for key in action.shortcut.split()]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert len({action.name for action in ACTIONS}) == len(ACTIONS)


def test_no_action_takes_the_key_of_a_label() -> None:
    from annotator.project.scheming import default_scheme
    from annotator.ui.actions import ACTIONS

    labels = {label.key.casefold() for label in default_scheme().labels}
    assert labels & {key.casefold() for action in ACTIONS for key in action.shortcut.split()} == set()


def _icons_asked_for() -> Iterator[tuple[str, str]]:
    """Where and which: the list of actions, and each `icon("…")` in the window."""
    from annotator.ui.actions import ACTIONS

    yield from ((f"action {action.name}", action.icon) for action in ACTIONS if action.icon)
    for path in _modules("annotator/ui"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="icon" | "accent_icon"), args=[ast.Constant(value=str(name)), *_]
                ):
                    yield f"{_name(path)}:{node.lineno}", name


def test_every_override_of_a_qt_method_is_safe() -> None:
    """See `annotator.ui.overrides`: wear `@safe_overrides`, or derive from a class that does."""
    from annotator import ui
    from annotator.ui.overrides import bare_overrides

    modules = [
        importlib.import_module(one.name) for one in pkgutil.walk_packages(ui.__path__, "annotator.ui.")
    ]
    kinds = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    ours = [one for one in kinds if one.__module__.startswith("annotator.")]
    assert len(ours) > 60
    assert {f"{one.__module__}.{one.__name__}": bare for one in ours if (bare := bare_overrides(one))} == {}


def test_every_icon_is_there_and_takes_the_colour_of_the_theme() -> None:
    icons = {path.stem: path.read_text("utf-8") for path in (paths.resources() / "icons").glob("*.svg")}
    asked = list(_icons_asked_for())
    assert len(asked) > 10
    assert [(where, name) for where, name in asked if name not in icons] == []
    assert [name for _, name in asked if "currentColor" not in icons[name]] == []


def test_settings_of_one_page_stand_together() -> None:
    pages = [one.section for one in SETTINGS if one.section]
    assert list(dict.fromkeys(pages)) == ["General", "Reading", "Marking", "Keyboard"]
    assert pages == sorted(pages, key=list(dict.fromkeys(pages)).index)


_MACHINE = re.compile(
    r"(^|[^A-Za-z0-9_.])/(wor[k]|far[m]|roo[t]|hom[e]/[a-z])[A-Za-z0-9_.-]*/|[.]librar[y]/", re.MULTILINE
)
_LEFT_OUT = {".git", ".venv", ".cache", "__pycache__", "build", "dist"}


def _files_of_the_repository() -> Iterator[Path]:
    for top in ROOT.iterdir():
        if (
            top.name in _LEFT_OUT
            or top.name.endswith("_cache")
            or top.name.startswith((".venv", ".hypothesis"))
        ):
            continue
        yield from [top] if top.is_file() else (one for one in top.rglob("*") if one.is_file())


def test_no_path_of_a_machine_is_in_the_repository() -> None:
    named = []
    for path in _files_of_the_repository():
        if path.suffix in {".pyc", ".png", ".anno"} or path.name.startswith(".coverage"):
            continue
        if _MACHINE.search(path.read_text("utf-8", errors="replace")):
            named.append(_name(path))
    assert named == []


def test_the_version_is_the_same_everywhere() -> None:
    assert PROJECT["project"]["version"] == annotator.__version__
    assert f"## {annotator.__version__}" in (ROOT / "packaging" / "CHANGELOG.md").read_text("utf-8")


def test_the_readme_names_only_files_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert "packaging/CHANGELOG.md" in targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_a_thousand_calls_into_qt_lose_no_reference() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference at each call, and then the interpreter aborts."""
    script = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(["-platform", "offscreen"])
widget = QWidget()
def call(times):
    for number in range(times):
        widget.setWindowTitle(str(number))
        widget.isEnabled()
call(100)
before = sys.getrefcount(None), sys.getrefcount(True)
call(1000)
after = sys.getrefcount(None), sys.getrefcount(True)
print(*(later - earlier for earlier, later in zip(before, after)))
"""
    done = _python("-c", script)
    assert done.returncode == 0, done.stderr
    assert all(abs(int(change)) < 100 for change in done.stdout.split())
    assert len(done.stdout.split()) == 2


def _old_projects() -> list[Path]:
    return sorted((ROOT / "tests" / "data").glob("version-*.anno"))


def test_every_version_of_the_project_file_has_an_example() -> None:
    from annotator.store import schema

    there = {path.stem.removeprefix("version-") for path in _old_projects()}
    assert {str(number) for number in range(1, schema.VERSION + 1)} <= there


@pytest.mark.parametrize("path", _old_projects(), ids=lambda path: path.stem)
def test_every_old_project_file_opens_and_has_its_marks(path: Path, tmp_path: Path) -> None:
    from annotator.project import Project

    copy = Path(shutil.copy(path, tmp_path))
    project = Project.open(copy, coder="Reader")
    try:
        assert project.problems == []
        assert project.check() == []
        assert len(project.articles.ids()) == 1
        assert sum(project.annotations.counts().values()) == 13
        assert project.undo_name
    finally:
        project.close()
