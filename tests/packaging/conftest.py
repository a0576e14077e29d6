"""The scripts of `packaging/`, which is no package, as modules; and a small checkout to set up."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


def _load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return _load("environment", monkeypatch)


@pytest.fixture
def run_script(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    assert environment
    return _load("run", monkeypatch)


@pytest.fixture
def test_script(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    assert environment
    return _load("test", monkeypatch)


class Checkout:
    """A checkout whose locks name one small library that this test made, so that no network is needed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "packaging").mkdir(parents=True)
        (root / "packaging" / "debian-packages.txt").write_text("# --- 1. needed\nlibmissing1\n", "utf-8")
        self.lock("requirements.lock", "1.0")
        self.lock("requirements-dev.lock", "1.0")

    def lock(self, name: str, version: str, *, digest: str = "") -> None:
        wheel = self._wheel(version)
        digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.root / "packaging" / name).write_text(
            f"tiny @ {wheel.as_uri()} --hash=sha256:{digest}\n", "utf-8"
        )

    def _wheel(self, version: str) -> Path:
        path = self.root / f"tiny-{version}-py3-none-any.whl"
        about = f"tiny-{version}.dist-info"
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr("tiny/__init__.py", f"version = {version!r}\n")
            wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n")
            wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{about}/RECORD", f"tiny/__init__.py,,\n{about}/METADATA,,\n{about}/RECORD,,\n")
        return path


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "a checkout é")
