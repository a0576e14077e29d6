"""Other programs that judge our files, where this machine has them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def converted(source: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice writes it after opening it; the test is skipped where that is missing.

    `kind` is what --convert-to takes: "pdf", "xlsx:Calc MS Excel 2007 XML".
    """
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed on this machine")
    profile = (folder / "profile").absolute().as_uri()
    arguments = ["--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    done = subprocess.run(
        [office, f"-env:UserInstallation={profile}", *arguments],
        check=True,
        capture_output=True,
        timeout=100,
        text=True,
    )
    made = folder / f"{source.stem}.{kind.partition(':')[0]}"
    if not made.exists() and "could not be loaded" in done.stderr and source.suffix == ".docx":
        pytest.skip("LibreOffice is here without its Writer")
    return made
