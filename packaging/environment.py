"""Sets up what Annotator needs: locked libraries in `.venv`, and on Debian and Ubuntu Qt's system libraries.

Standard library only. The stamp in `.venv` is written last, so a set-up that failed or was stopped is
seen as such and made again from nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
WINDOWS: Final = os.name == "nt"

_OPEN_A_WINDOW: Final = "from PySide6.QtWidgets import QApplication; QApplication([])"


class SetupError(Exception):
    """What stopped the set-up, in one sentence for people."""


class Purpose(NamedTuple):
    """What an environment is for: its name in the stamp, its lock, its sections of debian-packages.txt."""

    name: str
    lock: str
    sections: tuple[int, ...] = ()
    without: frozenset[str] = frozenset()
    platform: str = ""


#: The main job and the command line: no Qt, so no system libraries.
HEADLESS: Final = Purpose("headless", "requirements.lock")
WINDOW: Final = Purpose("window", "requirements.lock", (1, 2), frozenset({"xvfb", "xauth"}))
DEVELOPMENT: Final = Purpose("development", "requirements-dev.lock", (1, 2, 3), platform="offscreen")


def prepare(purpose: Purpose, root: Path = ROOT) -> Path:
    """Make everything ready for that purpose and give the environment's Python; a few ms when it is ready.

    What is done is said on stderr. Raises `SetupError`.
    """
    house = House(root)
    if not house.is_ready(purpose):
        with house.alone():
            if not house.is_ready(purpose):  # another set-up may have just finished
                house.set_up(purpose)
    return house.python


def child_environment(root: Path = ROOT) -> dict[str, str]:
    """The environment variables for a Python that is to find this checkout, wherever it is started."""
    others = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "VIRTUAL_ENV"}}
    return others | {"PYTHONPATH": os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))}


class Stamp(NamedTuple):
    """What a finished set-up leaves behind: for which Python, which locks, what it was seen to do."""

    python: str
    locks: dict[str, str]
    purposes: list[str]
    contents: list[str]

    @classmethod
    def read(cls, file: Path) -> Stamp:
        """The stamp in that file; an empty one where it is missing or unreadable."""
        try:
            return cls(**json.loads(file.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return cls("", {}, [], [])

    def write(self, file: Path) -> None:
        """Put it in place whole or not at all."""
        beside = file.with_suffix(".part")
        beside.write_text(json.dumps(self._asdict(), indent=1), "utf-8")
        beside.replace(file)


class House:
    """The `.venv` of one checkout, and the stamp that says what it is ready for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.python = self.venv / ("Scripts/python.exe" if WINDOWS else "bin/python")
        self._stamp = self.venv / "annotator-setup.json"
        self._version = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
        library = "Lib" if WINDOWS else f"lib/python{sys.version_info.major}.{sys.version_info.minor}"
        self._site = self.venv / library / "site-packages"
        self._held: tuple[int, ...] = ()

    def is_ready(self, purpose: Purpose) -> bool:
        """Whether the libraries of its lock are there for this Python, and Qt was seen to start."""
        stamp = Stamp.read(self._stamp)
        return self._has_libraries(stamp, purpose) and purpose.name in stamp.purposes

    def set_up(self, purpose: Purpose) -> None:
        """Do what is missing. Raises `SetupError`."""
        missing = self._missing_packages(purpose)
        if missing and _is_root():
            _install_packages(missing)
            missing = self._missing_packages(purpose)
        stamp = Stamp.read(self._stamp)
        if not self._has_libraries(stamp, purpose):
            self._install_libraries(purpose.lock, missing, fresh=not self._is_sound(stamp))
            stamp = self._finished(purpose.lock, [HEADLESS.name])
            stamp.write(self._stamp)
        if purpose.sections:
            self._see_qt_start(purpose, missing)
        stamp._replace(purposes=sorted({*stamp.purposes, purpose.name})).write(self._stamp)
        say("Ready.")

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Wait while another set-up of this checkout is at work; one that died holds nobody up.

        What it started holds the lock too, so that an installer whose set-up was killed is waited for.
        """
        try:
            cache = self.root / ".cache"
            cache.mkdir(exist_ok=True)
            handle = (cache / "setup.lock").open("w")
        except OSError as error:
            raise SetupError(
                f"{self.root} cannot be written to ({error.strerror}); copy the folder to a place of your "
                "own and start again."
            ) from error
        with handle:
            _lock(handle.fileno())
            self._held = () if WINDOWS else (handle.fileno(),)
            yield

    def _is_sound(self, stamp: Stamp) -> bool:
        """For this Python, and nothing lost since: one look at the folder of libraries."""
        if stamp.python != self._version or not self.python.exists() or not self._site.is_dir():
            return False
        return set(stamp.contents) <= self._contents()

    def _has_libraries(self, stamp: Stamp, purpose: Purpose) -> bool:
        return stamp.locks.get(purpose.lock) == self._hash(purpose.lock) and self._is_sound(stamp)

    def _hash(self, lock: str) -> str:
        content = (self.root / "packaging" / lock).read_bytes().replace(b"\r\n", b"\n")
        return hashlib.sha256(content).hexdigest()

    def _finished(self, lock: str, purposes: list[str]) -> Stamp:
        """What to say after that lock was installed; it may have changed what another one had brought."""
        locks = {lock: self._hash(lock)}
        if lock == DEVELOPMENT.lock:  # it holds the other one, version for version (test_locks)
            locks[HEADLESS.lock] = self._hash(HEADLESS.lock)
        return Stamp(self._version, locks, purposes, sorted(self._contents()))

    def _contents(self) -> set[str]:
        return {one.name for one in os.scandir(self._site)} - {"__pycache__"}

    def _install_libraries(self, lock: str, missing: Sequence[str], *, fresh: bool) -> None:
        """With uv where it is, else (or when it fails) with venv and pip. The stamp is gone meanwhile."""
        say("Setting up Annotator's libraries in .venv. The first time this takes a few minutes.")
        self._stamp.unlink(missing_ok=True)
        requirements = str(self.root / "packaging" / lock)
        uv = shutil.which("uv")
        if uv and self._install_with_uv(uv, requirements, fresh=fresh):
            return
        if not self._install_with_pip(requirements, missing, fresh=fresh or bool(uv)):
            raise SetupError(
                "The libraries could not be installed; what went wrong stands above. Nothing outside .venv "
                "was changed. Check the network connection and the free space (1 GB) and start again."
            )

    def _install_with_uv(self, uv: str, requirements: str, *, fresh: bool) -> bool:
        if fresh:
            self._clear()
            if not self._run(
                [uv, "venv", "--quiet", "--allow-existing", "--python", _base_python(), str(self.venv)]
            ):
                return False
        options = ["--require-hashes", "--compile-bytecode", "--requirement", requirements]
        return self._run([uv, "pip", "install", "--python", str(self.python), *options])

    def _install_with_pip(self, requirements: str, missing: Sequence[str], *, fresh: bool) -> bool:
        if fresh or not (self._site / "pip").is_dir():
            if not _can_make_pip():
                raise SetupError(_python_without_pip(missing))
            self._clear()
            if not self._run([_base_python(), "-m", "venv", str(self.venv)]):
                return False
        options = [
            "--require-hashes",
            "--no-input",
            "--disable-pip-version-check",
            "--requirement",
            requirements,
        ]
        return self._run([str(self.python), "-m", "pip", "install", *options])

    def _clear(self) -> None:
        """Begin a new `.venv`, with our mark. An old one of ours is removed, another's is moved aside."""
        mark = self.venv / "made-by-annotator"
        try:
            if mark.exists() and not self.venv.is_symlink():
                shutil.rmtree(self.venv)
            elif os.path.lexists(self.venv):
                say(f"The .venv that was here is not Annotator's; it is kept as {self._move_aside().name}.")
            self.venv.mkdir()
            mark.touch()
        except OSError as error:
            raise SetupError(
                f"The old {self.venv} could not be removed ({error.strerror}); close programs that use it, "
                "delete it and start again."
            ) from error

    def _move_aside(self) -> Path:
        places = (self.root / f".venv.old-{number}" for number in itertools.count(1))
        return self.venv.rename(next(place for place in places if not os.path.lexists(place)))

    def _run(self, command: Sequence[str]) -> bool:
        return run(command, held=self._held)

    def _missing_packages(self, purpose: Purpose) -> list[str]:
        if not shutil.which("dpkg-query"):
            return []
        wanted = debian_packages(self.root / "packaging" / "debian-packages.txt", purpose.sections)
        wanted = [name for name in wanted if name not in purpose.without]
        if not shutil.which("uv") and not _can_make_pip():
            wanted.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
        there = _installed_packages() if wanted else set()
        return [name for name in wanted if name not in there]

    def _see_qt_start(self, purpose: Purpose, missing: Sequence[str]) -> None:
        """Raise `SetupError` unless it does; the libraries may be there without their Debian packages."""
        environment = child_environment(self.root)
        if purpose.platform:
            environment["QT_QPA_PLATFORM"] = purpose.platform
        if not run([str(self.python), "-c", _OPEN_A_WINDOW], environment=environment):
            raise SetupError(_qt_does_not_start(missing))
        if missing:
            say(f"Qt starts, but these packages are advised:\n\n    {_apt_command(missing)}\n")


def debian_packages(listing: Path, sections: Sequence[int]) -> list[str]:
    """The packages in those numbered sections of the list, in its order."""
    section, found = 0, []
    for line in listing.read_text("utf-8").splitlines():
        if line.startswith("# --- "):
            section = int(line.removeprefix("# --- ").split(".")[0])
        elif line and not line.startswith("#") and section in sections:
            found.append(line.strip())
    return found


def say(sentence: str) -> None:
    """Tell the person, on stderr: stdout belongs to the program that is started."""
    print(sentence, file=sys.stderr, flush=True)


def run(
    command: Sequence[str], *, environment: Mapping[str, str] | None = None, held: tuple[int, ...] = ()
) -> bool:
    """Run a command, what it says on stderr; whether it went well. A missing program did not.

    `held` are open files that it inherits.
    """
    try:
        done = subprocess.run(command, stdout=sys.stderr, env=environment, pass_fds=held, check=False)
        return done.returncode == 0
    except OSError as error:
        say(f"{command[0]}: {error.strerror}")
        return False


def _installed_packages() -> set[str]:
    """Names of installed packages and of what they provide (libglib2.0-0 has another name since 2024)."""
    form = "${db:Status-Abbrev}\t${Package}\t${Provides}\n"
    query = subprocess.run(["dpkg-query", "-W", "-f", form], capture_output=True, text=True, check=False)
    found: set[str] = set()
    for line in query.stdout.splitlines():
        status, name, provides = line.split("\t")
        if status.startswith("ii"):
            found |= {name, *(one.split()[0] for one in provides.split(",") if one.strip())}
    return found


def _install_packages(names: Sequence[str]) -> None:
    say(f"Installing {len(names)} system packages: {' '.join(names)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update"], environment=environment)
    if not run(["apt-get", "install", "-y", "--no-install-recommends", *names], environment=environment):
        say("Not all system packages could be installed; going on to see whether it works without them.")


def _apt_command(names: Sequence[str]) -> str:
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {shlex.join(names)}"


def _qt_does_not_start(missing: Sequence[str]) -> str:
    if missing:
        return (
            "System libraries that the window needs are missing. Install them with this one command, then "
            f"start again:\n\n    {_apt_command(missing)}\n"
        )
    return (
        "Qt could not open a window here; what it said stands above. It needs the libraries of an ordinary "
        "desktop (libGL, libEGL, libxkbcommon, libxcb-cursor); with --headless no window is needed."
    )


def _python_without_pip(missing: Sequence[str]) -> str:
    if missing:
        return (
            "This Python comes without pip. Install what is missing with this one command, then start again:"
            f"\n\n    {_apt_command(missing)}\n"
        )
    return f"{sys.executable} comes without pip; install uv, or Python from python.org, and start again."


def _can_make_pip() -> bool:
    from importlib.util import find_spec

    return find_spec("ensurepip") is not None and find_spec("venv") is not None


def _is_root() -> bool:
    return not WINDOWS and os.geteuid() == 0


def _base_python() -> str:
    """The Python outside any environment: one that lives in `.venv` could not make it anew."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _lock(descriptor: int) -> None:
    """Take the lock, and say so when it means waiting."""
    told = False
    while not _try_lock(descriptor):
        if not told:
            say("Another set-up of this folder is at work; waiting for it.")
        told = True
        time.sleep(0.2)


def _try_lock(descriptor: int) -> bool:
    """Whether nobody else holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a network drive without locks: better set up unguarded than not at all
    return True
