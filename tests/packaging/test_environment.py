"""The set-up: from nothing, again, after a failure, on top of what others left, with and without uv."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.conftest import PACKAGING, Checkout

linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="stands in for programs of Linux"
)

#: A stand-in for uv that makes environments in a blink; what it is called with is checked elsewhere.
_UV = f"""#!{sys.executable}
import pathlib, re, subprocess, sys, zipfile
if sys.argv[1] == "venv":
    python = sys.argv[sys.argv.index("--python") + 1]
    sys.exit(subprocess.call([python, "-m", "venv", "--without-pip", sys.argv[-1]]))
python, lock = sys.argv[sys.argv.index("--python") + 1], sys.argv[-1]
content = pathlib.Path(lock).read_text()
wheel = next(pathlib.Path(lock).parent.parent.glob(re.search("tiny-[^-]*", content)[0] + "*"))
if "bad" in content:
    sys.exit("stand-in uv: the hash does not fit")
site = next((pathlib.Path(python).parent.parent / "lib").glob("*/site-packages"))
zipfile.ZipFile(wheel).extractall(site)
"""


def _program(folder: Path, name: str, content: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(content, "utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def no_uv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A PATH with nothing on it; pip may not look anywhere but at the files that a lock names."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")


@pytest.fixture
def uv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _program(tmp_path / "bin", "uv", _UV)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def _tiny_version(python: Path) -> str:
    command = [str(python), "-c", "import tiny; print(tiny.version)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _nothing_runs(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(command: list[str], **_: object) -> bool:
        raise AssertionError(f"ran {command}")

    monkeypatch.setattr(environment, "run", refuse)


@pytest.mark.usefixtures("no_uv")
def test_without_uv_venv_and_pip_set_up_and_a_hash_that_does_not_fit_is_refused(
    environment: ModuleType, checkout: Checkout
) -> None:
    python = environment.prepare(environment.HEADLESS, checkout.root)
    assert _tiny_version(python) == "1.0"
    checkout.lock("requirements.lock", "2.0", digest="0" * 64)
    with pytest.raises(environment.SetupError, match="could not be installed"):
        environment.prepare(environment.HEADLESS, checkout.root)
    assert not environment.House(checkout.root).is_ready(environment.HEADLESS)
    checkout.lock("requirements.lock", "1.0")
    assert not environment.House(checkout.root).is_ready(environment.HEADLESS)


@pytest.mark.skipif(not shutil.which("uv"), reason="uv is not on this machine's PATH")
def test_the_real_uv_sets_up(environment: ModuleType, checkout: Checkout) -> None:
    assert _tiny_version(environment.prepare(environment.HEADLESS, checkout.root)) == "1.0"


@linux_only
@pytest.mark.simulated
@pytest.mark.usefixtures("uv")
class TestWithUv:
    def test_a_set_up_that_failed_is_repaired_by_running_again(
        self, environment: ModuleType, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checkout.lock("requirements.lock", "1.0", digest="bad")
        with monkeypatch.context() as patch:
            patch.setattr(environment.House, "_install_with_pip", lambda *_, **__: False)
            with pytest.raises(environment.SetupError, match="could not be installed"):
                environment.prepare(environment.HEADLESS, checkout.root)
        checkout.lock("requirements.lock", "1.0")
        python = environment.prepare(environment.HEADLESS, checkout.root)
        assert _tiny_version(python) == "1.0"
        _nothing_runs(environment, monkeypatch)
        assert environment.prepare(environment.HEADLESS, checkout.root) == python

    def test_a_set_up_that_was_killed_is_made_again(
        self, environment: ModuleType, checkout: Checkout
    ) -> None:
        python = environment.prepare(environment.HEADLESS, checkout.root)
        (checkout.root / ".venv" / "annotator-setup.json").unlink()
        (checkout.root / ".venv" / "left-over").touch()
        assert _tiny_version(environment.prepare(environment.HEADLESS, checkout.root)) == "1.0"
        assert python.exists()
        assert not (checkout.root / ".venv" / "left-over").exists()

    def test_an_environment_that_lost_a_library_is_made_again(
        self, environment: ModuleType, checkout: Checkout
    ) -> None:
        python = environment.prepare(environment.HEADLESS, checkout.root)
        shutil.rmtree(next((checkout.root / ".venv").glob("lib/*/site-packages/tiny")))
        environment.prepare(environment.HEADLESS, checkout.root)
        assert _tiny_version(python) == "1.0"

    def test_an_environment_made_again_for_the_program_is_not_ready_for_the_checks(
        self, environment: ModuleType, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(environment.House, "_see_qt_start", lambda *_: None)
        environment.prepare(environment.DEVELOPMENT, checkout.root)
        shutil.rmtree(next((checkout.root / ".venv").glob("lib/*/site-packages/tiny")))
        environment.prepare(environment.HEADLESS, checkout.root)
        assert not environment.House(checkout.root).is_ready(environment.DEVELOPMENT)

    def test_an_environment_whose_python_is_gone_is_made_again(
        self, environment: ModuleType, checkout: Checkout
    ) -> None:
        python = environment.prepare(environment.HEADLESS, checkout.root)
        python.unlink()
        python.symlink_to(checkout.root / "no-such-python")
        environment.prepare(environment.HEADLESS, checkout.root)
        assert _tiny_version(python) == "1.0"

    def test_an_environment_for_another_python_is_made_again(
        self, environment: ModuleType, checkout: Checkout
    ) -> None:
        environment.prepare(environment.HEADLESS, checkout.root)
        stamp = checkout.root / ".venv" / "annotator-setup.json"
        stamp.write_text(stamp.read_text("utf-8").replace("cpython 3.", "cpython 2."), "utf-8")
        assert not environment.House(checkout.root).is_ready(environment.HEADLESS)
        environment.prepare(environment.HEADLESS, checkout.root)
        assert environment.House(checkout.root).is_ready(environment.HEADLESS)

    @pytest.mark.parametrize("content", ["", "{", "[1]", '{"python": 1}'])
    def test_a_stamp_that_is_cut_or_foreign_does_not_count(
        self, environment: ModuleType, checkout: Checkout, content: str
    ) -> None:
        environment.prepare(environment.HEADLESS, checkout.root)
        (checkout.root / ".venv" / "annotator-setup.json").write_text(content, "utf-8")
        assert not environment.House(checkout.root).is_ready(environment.HEADLESS)

    def test_a_changed_lock_is_followed_without_starting_over(
        self, environment: ModuleType, checkout: Checkout
    ) -> None:
        python = environment.prepare(environment.HEADLESS, checkout.root)
        (checkout.root / ".venv" / "kept").touch()
        checkout.lock("requirements.lock", "2.0")
        environment.prepare(environment.HEADLESS, checkout.root)
        assert _tiny_version(python) == "2.0"
        assert (checkout.root / ".venv" / "kept").exists()

    def test_windows_line_ends_in_a_lock_are_no_change(
        self, environment: ModuleType, checkout: Checkout
    ) -> None:
        environment.prepare(environment.HEADLESS, checkout.root)
        lock = checkout.root / "packaging" / "requirements.lock"
        lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
        assert environment.House(checkout.root).is_ready(environment.HEADLESS)

    def test_an_environment_of_somebody_else_is_moved_aside_whole(
        self, environment: ModuleType, checkout: Checkout, capfd: pytest.CaptureFixture[str]
    ) -> None:
        for number in (1, 2):
            shutil.rmtree(checkout.root / ".venv", ignore_errors=True)
            (checkout.root / ".venv").mkdir()
            (checkout.root / ".venv" / "theirs").write_text(str(number), "utf-8")
            environment.prepare(environment.HEADLESS, checkout.root)
            assert (checkout.root / f".venv.old-{number}" / "theirs").read_text("utf-8") == str(number)
        assert "it is kept as .venv.old-1" in capfd.readouterr().err

    def test_when_uv_fails_pip_is_tried(
        self, environment: ModuleType, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checkout.lock("requirements.lock", "1.0", digest="bad")
        asked: list[list[str]] = []
        really = environment.run

        def note(command: list[str], **rest: object) -> bool:
            asked.append(command)
            return bool(really(command, **rest)) if command[0].endswith("uv") else False

        monkeypatch.setattr(environment, "run", note)
        with pytest.raises(environment.SetupError, match="could not be installed"):
            environment.prepare(environment.HEADLESS, checkout.root)
        assert [command[1:3] for command in asked][-1] == ["-m", "venv"]

    def test_the_environment_of_the_checks_serves_the_program_too(
        self, environment: ModuleType, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(environment.House, "_see_qt_start", lambda *_: None)
        environment.prepare(environment.DEVELOPMENT, checkout.root)
        _nothing_runs(environment, monkeypatch)
        environment.prepare(environment.HEADLESS, checkout.root)
        environment.prepare(environment.WINDOW, checkout.root)
        assert environment.House(checkout.root).is_ready(environment.DEVELOPMENT)

    def test_an_environment_in_which_qt_does_not_start_is_not_ready(
        self, environment: ModuleType, checkout: Checkout
    ) -> None:
        with pytest.raises(environment.SetupError, match="Qt could not open a window"):
            environment.prepare(environment.WINDOW, checkout.root)
        assert not environment.House(checkout.root).is_ready(environment.WINDOW)

    def test_libraries_are_kept_while_the_system_s_are_seen_to(
        self, environment: ModuleType, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(environment.SetupError):
            environment.prepare(environment.WINDOW, checkout.root)
        monkeypatch.setattr(environment.House, "_install_libraries", None)
        monkeypatch.setattr(environment, "_OPEN_A_WINDOW", "")
        environment.prepare(environment.WINDOW, checkout.root)
        assert environment.House(checkout.root).is_ready(environment.HEADLESS)

    def test_a_second_set_up_waits_for_the_first_and_then_finds_it_done(
        self, environment: ModuleType, checkout: Checkout
    ) -> None:
        script = (
            "import environment, pathlib, sys; "
            "environment.prepare(environment.HEADLESS, pathlib.Path(sys.argv[1]))"
        )
        command = [sys.executable, "-c", script, str(checkout.root)]
        variables = os.environ | {"PYTHONPATH": str(PACKAGING)}
        both = [subprocess.Popen(command, env=variables, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        said = [process.communicate()[1] for process in both]
        assert [process.returncode for process in both] == [0, 0]
        assert sorted("Ready." in words for words in said) == [False, True]
        assert environment.House(checkout.root).is_ready(environment.HEADLESS)


@linux_only
@pytest.mark.simulated
def test_an_installer_whose_set_up_was_killed_is_waited_for(
    environment: ModuleType, checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = f"#!/bin/sh\nmkdir -p {tmp_path}/started\nsleep 1\ntouch {tmp_path}/finished\n"
    _program(tmp_path / "bin", "uv", slow)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    root = f"pathlib.Path({str(checkout.root)!r})"
    script = f"import environment, pathlib; environment.prepare(environment.HEADLESS, {root})"
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(PACKAGING)},
        stderr=subprocess.PIPE,
    ) as process:
        while not (tmp_path / "started").exists():
            time.sleep(0.02)
        process.kill()
    _program(tmp_path / "bin", "uv", _UV)
    environment.prepare(environment.HEADLESS, checkout.root)
    assert (tmp_path / "finished").exists()
    assert environment.House(checkout.root).is_ready(environment.HEADLESS)


@pytest.mark.skipif(sys.platform == "win32", reason="the lock of POSIX systems")
def test_a_drive_without_locks_is_no_obstacle(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    environment._lock(0)


@linux_only
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_checkout_that_cannot_be_written_to_is_said(environment: ModuleType, checkout: Checkout) -> None:
    checkout.root.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(environment.SetupError, match="cannot be written to"):
        environment.prepare(environment.HEADLESS, checkout.root)


def test_a_file_in_the_way_of_the_cache_is_said(environment: ModuleType, checkout: Checkout) -> None:
    (checkout.root / ".cache").write_text("", "utf-8")
    with pytest.raises(environment.SetupError, match="cannot be written to"):
        environment.prepare(environment.HEADLESS, checkout.root)


_DPKG = """#!/bin/sh
printf 'ii \\tlibthere1\\t\\n'
printf 'ii \\tlibnew1t64\\tlibrenamed1 (= 2.0), libother\\n'
printf 'rc \\tlibremoved1\\t\\n'
"""


@pytest.fixture
def debian(checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    _program(tmp_path / "bin", "dpkg-query", _DPKG)
    _program(tmp_path / "bin", "apt-get", f'#!/bin/sh\necho "$@" >> "{tmp_path}/apt.log"\n')
    _program(tmp_path / "bin", "uv", _UV)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}")
    (checkout.root / "packaging" / "debian-packages.txt").write_text(
        "# a list\n# --- 1. needed\nlibthere1\nlibrenamed1\n# why\nlibremoved1\n\n"
        "# --- 2. window\nxvfb\nlibmissing1\n# --- 3. fonts\nfonts-missing\n# --- 4. more\nnever\n",
        "utf-8",
    )
    return checkout


@linux_only
@pytest.mark.simulated
class TestOnDebian:
    def test_as_root_what_is_missing_is_installed_and_nothing_else(
        self, environment: ModuleType, debian: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(environment, "_is_root", lambda: True)
        monkeypatch.setattr(environment.House, "_see_qt_start", lambda *_: None)
        environment.prepare(environment.WINDOW, debian.root)
        assert (tmp_path / "apt.log").read_text("utf-8").splitlines() == [
            "update",
            "install -y --no-install-recommends libremoved1 libmissing1",
        ]

    def test_the_checks_need_fonts_and_a_virtual_screen_too(
        self, environment: ModuleType, debian: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(environment, "_is_root", lambda: True)
        monkeypatch.setattr(environment.House, "_see_qt_start", lambda *_: None)
        environment.prepare(environment.DEVELOPMENT, debian.root)
        assert (tmp_path / "apt.log").read_text("utf-8").splitlines()[-1].split()[3:] == [
            "libremoved1",
            "xvfb",
            "libmissing1",
            "fonts-missing",
        ]

    def test_anyone_else_is_given_the_one_command(
        self, environment: ModuleType, debian: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(environment, "_is_root", lambda: False)
        with pytest.raises(environment.SetupError) as caught:
            environment.prepare(environment.WINDOW, debian.root)
        command = (
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends libremoved1 libmissing1"
        )
        assert command in str(caught.value)
        assert not (tmp_path / "apt.log").exists()

    def test_where_qt_starts_all_the_same_the_command_is_advice(
        self,
        environment: ModuleType,
        debian: Checkout,
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(environment, "_is_root", lambda: False)
        monkeypatch.setattr(environment, "_OPEN_A_WINDOW", "")
        environment.prepare(environment.WINDOW, debian.root)
        assert "libremoved1 libmissing1" in capfd.readouterr().err
        assert environment.House(debian.root).is_ready(environment.WINDOW)

    def test_without_a_window_no_system_package_is_asked_for(
        self, environment: ModuleType, debian: Checkout, tmp_path: Path
    ) -> None:
        environment.prepare(environment.HEADLESS, debian.root)
        assert not (tmp_path / "apt.log").exists()

    def test_a_python_without_pip_is_told_with_its_package(
        self, environment: ModuleType, debian: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "bin" / "uv").unlink()
        monkeypatch.setattr(environment, "_is_root", lambda: False)
        monkeypatch.setattr(environment, "_can_make_pip", lambda: False)
        with pytest.raises(environment.SetupError) as caught:
            environment.prepare(environment.HEADLESS, debian.root)
        assert f"python3.{sys.version_info.minor}-venv" in str(caught.value)


@pytest.mark.usefixtures("no_uv")
def test_elsewhere_a_python_without_pip_is_told_what_to_do(
    environment: ModuleType, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "_can_make_pip", lambda: False)
    with pytest.raises(environment.SetupError, match=r"python\.org"):
        environment.prepare(environment.HEADLESS, checkout.root)


def test_the_list_of_packages_has_what_a_window_needs_and_no_more(environment: ModuleType) -> None:
    listing = PACKAGING / "debian-packages.txt"
    window = environment.debian_packages(listing, environment.WINDOW.sections)
    assert {"libegl1", "libxcb-cursor0", "libthai0"} <= set(window)
    assert not {name for name in window if name.startswith("fonts-")}
    assert {"xvfb", "xauth"} <= environment.WINDOW.without


@pytest.mark.simulated
def test_on_windows_python_is_in_scripts(
    environment: ModuleType, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "WINDOWS", True)
    house = environment.House(checkout.root)
    assert house.python == checkout.root / ".venv" / "Scripts" / "python.exe"
    assert not house.is_ready(environment.HEADLESS)


def test_a_child_finds_the_checkout_and_no_other_environment(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONHOME", "broken")
    variables = environment.child_environment(tmp_path)
    assert variables["PYTHONPATH"] == os.pathsep.join([str(tmp_path), "elsewhere"])
    assert "PYTHONHOME" not in variables


def test_the_stamp_is_readable_by_people(environment: ModuleType, tmp_path: Path) -> None:
    stamp = environment.Stamp("cpython 3.11", {"requirements.lock": "ab"}, ["headless"], ["tiny"])
    stamp.write(tmp_path / "stamp.json")
    assert json.loads((tmp_path / "stamp.json").read_text("utf-8"))["python"] == "cpython 3.11"
    assert environment.Stamp.read(tmp_path / "stamp.json") == stamp
    assert [one.name for one in tmp_path.iterdir()] == ["stamp.json"]
