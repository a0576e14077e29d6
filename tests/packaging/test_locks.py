"""The locked libraries: they are what the project asks for, each with its hash, and from no named host."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from tests.packaging.conftest import PACKAGING

LOCKS = ("requirements.lock", "requirements-dev.lock")
#: The extras that the program is set up with; the others are heavy, or not used before they are wanted.
SET_UP_WITH = ("html", "langid", "warc", "duplicates", "network")


def _project() -> dict[str, Any]:
    return tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text("utf-8"))


def _lock(name: str) -> str:
    return (PACKAGING / name).read_text("utf-8")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pins(lock: str) -> dict[str, set[str]]:
    """What is locked: name → "version ; marker"s."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(.+?) *\\$", _lock(lock), re.MULTILINE):
        found.setdefault(_plain(name), set()).add(version)
    return found


def _asked(requirements: list[str]) -> set[str]:
    return {_plain(re.split(r"[^A-Za-z0-9._-]", one)[0]) for one in requirements}


def test_the_program_s_lock_holds_every_dependency_and_the_extras_it_is_set_up_with() -> None:
    project = _project()["project"]
    extras = [one for name in SET_UP_WITH for one in project["optional-dependencies"][name]]
    assert _asked([*project["dependencies"], *extras]) - _pins("requirements.lock").keys() == set()


def test_the_lock_of_the_checks_holds_every_extra_and_tool() -> None:
    project = _project()
    extras = [one for group in project["project"]["optional-dependencies"].values() for one in group]
    wanted = _asked([*extras, *project["dependency-groups"]["dev"]])
    assert wanted - _pins("requirements-dev.lock").keys() == set()


def test_the_lock_of_the_checks_holds_the_program_s_version_for_version() -> None:
    development = _pins("requirements-dev.lock")
    differing = {
        name: (versions, development.get(name))
        for name, versions in _pins("requirements.lock").items()
        if development.get(name) != versions
    }
    assert differing == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_has_its_hashes(lock: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", _lock(lock), flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_host_and_no_path_is_named(lock: str) -> None:
    assert re.findall(r"https?://|file:|--index-url|--find-links|@ ", _lock(lock)) == []


def test_qt_stays_below_the_version_that_loses_references() -> None:
    assert "PySide6-Essentials>=6.11.3,<6.12" in _project()["project"]["dependencies"]
    assert {
        version.split(".")[:2] == ["6", "11"] for version in _pins("requirements.lock")["pyside6-essentials"]
    } == {True}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_library_whose_licence_binds_the_program_is_locked(lock: str) -> None:
    barred = {
        "pyside6",
        "pyside6-addons",
        "krippendorff",
        "pygamma-agreement",
        "ebooklib",
        "pymupdf",
        "igraph",
    }
    assert barred & _pins(lock).keys() == set()
