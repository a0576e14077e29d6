"""The wheel, as `pip install .` makes it: built, installed into an environment of its own, and started."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import PACKAGING

ROOT = PACKAGING.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def _do(*command: str | Path, cwd: Path) -> str:
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    _do(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place, cwd=ROOT)
    return next(place.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an environment that holds the wheel; libraries come from the one that runs the tests."""
    place = tmp_path_factory.mktemp("installed") / "environment"
    _do(sys.executable, "-m", "venv", "--without-pip", place, cwd=place.parent)
    python = place / SCRIPTS / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    _do(*pip, "install", "--no-deps", "--no-index", wheel, cwd=place.parent)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    libraries = _do(python, "-c", ask, cwd=place.parent).strip()
    (Path(libraries) / "libraries.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    return place / SCRIPTS


def test_the_wheel_holds_the_program_its_resources_and_the_sample_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"annotator"}
    assert "annotator/_resources/schemes/default.json" in names
    assert "annotator/_resources/icons/annotator.svg" in names
    assert any(name.startswith("annotator/_seeds/") and name.endswith(".txt") for name in names)
    assert [name for name in names if "/decisions/" in name or name.endswith(".pyc")] == []
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_installed_command_does_the_job_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = _do(installed / "python", "-c", "import annotator; print(annotator.__file__)", cwd=tmp_path)
    assert str(installed.parent) in where
    (tmp_path / "article.txt").write_text("A headline\n\nSomebody said something.\n", "utf-8")
    _do(installed / "annotator", "new", "study.anno", cwd=tmp_path)
    _do(installed / "annotator", "import", "study.anno", "article.txt", cwd=tmp_path)
    counts = json.loads(_do(installed / "annotator", "info", "study.anno", "--json", cwd=tmp_path))
    assert counts["articles"] == 1
    assert {one["name"] for one in _formats(installed, tmp_path)} >= {"text", "jsonl", "xlsx"}


def test_the_installed_program_has_the_sample_inside(installed: Path, tmp_path: Path) -> None:
    assert "13 annotations" in _do(installed / "python", "-m", "annotator.project.headless", cwd=tmp_path)


def _formats(installed: Path, folder: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(_do(installed / "annotator", "formats", "--json", cwd=folder))
    return rows
