"""Sets up Annotator and starts it: `python3 packaging/run.py [--headless | what annotator takes]`.

Without arguments the window opens on the sample project. With no display, or with `--headless`, the
main job is done without a window, and where the results are is printed.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one place where an older Python is told
    sys.exit(
        "Annotator needs Python 3.11 or newer, and this is {}.{}. Nothing was changed. Install a newer "
        "Python and start again with it.".format(*sys.version_info[:2])
    )

import subprocess

import environment


def main(arguments: list[str]) -> int:
    """Set up what the arguments need and hand over to Annotator; 3 when the set-up did not succeed."""
    purpose, program = plan(arguments, display=has_display())
    try:
        python = environment.prepare(purpose)
    except environment.SetupError as error:
        environment.say(f"\n{error}")
        return 3
    except KeyboardInterrupt:
        environment.say("\nThe set-up was stopped. Start again and it is repaired.")
        return 130
    return hand_over([str(python), "-P", "-m", *program])


def plan(arguments: list[str], *, display: bool) -> tuple[environment.Purpose, list[str]]:
    """What to set up, and the module and arguments to start."""
    if arguments[:1] == ["--headless"] or not (arguments or display):
        return environment.HEADLESS, ["annotator.project.headless", *arguments[1:]]
    return (environment.WINDOW if display else environment.HEADLESS), [
        "annotator",
        *(arguments or ["--sample"]),
    ]


def has_display() -> bool:
    """Whether there is a screen that people see."""
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def hand_over(command: list[str]) -> int:
    """Become that command; where a process cannot, wait for it and give its exit code."""
    if not environment.WINDOWS:
        os.execve(command[0], command, environment.child_environment())
    return subprocess.run(command, env=environment.child_environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
