"""Where resources, the sample, settings, backups and logs are: in a checkout, a wheel or a frozen build."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

#: The XDG Base Directory Specification, https://specifications.freedesktop.org/basedir-spec/latest/
_XDG = {
    "user_data_dir": ("XDG_DATA_HOME", "~/.local/share"),
    "user_config_dir": ("XDG_CONFIG_HOME", "~/.config"),
    "user_cache_dir": ("XDG_CACHE_HOME", "~/.cache"),
}


def _shipped(name: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen) / name] if frozen else []
    candidates += [_PACKAGE / f"_{name}", _PACKAGE.parent / name]
    return next((place for place in candidates if place.is_dir()), candidates[-1])


def resources() -> Path:
    """The folder of icons, translations, help and the default scheme."""
    return _shipped("resources")


def seeds() -> Path:
    """The folder of sample articles and their sample annotations."""
    return _shipped("seeds")


def user_data() -> Path:
    """The person's data folder: backups, the sample project, logs. Made when missing.

    `ANNOTATOR_HOME` puts it (and the settings) elsewhere, for tests and portable installs.
    """
    home = _home()
    return _made(home / "data" if home else _platform_dir("user_data_dir"))


def settings_file() -> Path:
    """The person's settings file (TOML); its folder is made when missing."""
    return _made(_home() or _platform_dir("user_config_dir")) / "settings.toml"


def backups() -> Path:
    """The folder of rolling backups, outside any project's own folder."""
    return _made(user_data() / "backups")


def logs() -> Path:
    """The folder of log files."""
    return _made(user_data() / "logs")


def caches() -> Path:
    """The folder of what may be deleted at any time and is made anew: indexes for the search."""
    home = _home()
    return _made(home / "cache" if home else _platform_dir("user_cache_dir"))


def _home() -> Path | None:
    home = os.environ.get("ANNOTATOR_HOME")
    return Path(home) if home else None


def _platform_dir(name: str) -> Path:
    """As platformdirs gives it; on Linux by its rule, as importing it costs each start 20 ms."""
    system: str = sys.platform  # as a str, or mypy takes the other systems for unreachable
    if system.startswith("linux"):
        variable, usual = _XDG[name]
        given = os.environ.get(variable, "").strip()
        return Path(given if given.startswith("/") else os.path.expanduser(usual), "annotator")  # noqa: PTH111 - never raises
    import platformdirs

    return Path(getattr(platformdirs, name)("annotator", appauthor=False))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
