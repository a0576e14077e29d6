"""A small AT-SPI client, run as a program on a virtual screen: prints as JSON what a screen reader gets.

`python -m tests.ui.canvas.screen_reader` starts the canvas as a second process (`… screen_reader canvas`),
finds its text on the accessibility bus, registers for announcements and listens for two seconds.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time

TEXT = "Rusia mengakui bahwa pasukan Korea Utara ikut bertempur."
_ROOT = "/org/a11y/atspi/accessible/root"
_REGISTRY = "org.a11y.atspi.Registry"


def show_canvas() -> None:
    """The second process: a canvas with two marks, which goes to the next mark every half second."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from annotator.model.scheme import read_scheme
    from annotator.paths import resources
    from annotator.ui.canvas.view import Canvas
    from tests.ui.canvas.conftest import mark

    application = QApplication([])
    canvas = Canvas()
    marks = [
        mark(TEXT, "actor", "Rusia", uid="a"),
        mark(TEXT, "claim", "pasukan Korea Utara ikut bertempur", uid="c"),
    ]
    canvas.show()
    canvas.show_article(TEXT, marks, [], read_scheme((resources() / "schemes" / "default.json").read_bytes()))
    canvas.setFocus()
    timer = QTimer()
    timer.timeout.connect(canvas.commands.next_mark)
    timer.start(500)
    QTimer.singleShot(20_000, application.quit)
    print("shown", flush=True)
    application.exec()


def ask(bus: str, name: str, path: str, member: str, *arguments: str) -> str:
    """What a call on the accessibility bus gives, as dbus-send writes it."""
    command = ["dbus-send", f"--bus={bus}", "--print-reply", f"--dest={name}", path, member, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout


def strings(written: str) -> list[str]:
    """The strings in what dbus-send wrote."""
    return re.findall(r'string "(.*?)"\n', written, re.DOTALL)


def register(bus: str) -> object:
    """Say that somebody listens for announcements; it holds as long as the connection that is returned."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    application = QCoreApplication([])
    connection = QDBusConnection.connectToBus(bus, "reader")
    message = QDBusMessage.createMethodCall(_REGISTRY, "/org/a11y/atspi/registry", _REGISTRY, "RegisterEvent")
    message.setArguments(["object:announcement"])
    connection.call(message)
    return application, connection


def listen() -> dict[str, object]:
    """Start the canvas and gather what it says."""
    os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    child = subprocess.Popen(
        [sys.executable, "-m", __spec__.name, "canvas"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        child.stdout.readline()
        launcher = ["dbus-send", "--session", "--print-reply=literal", "--dest=org.a11y.Bus", "/org/a11y/bus"]
        found = subprocess.run(
            [*launcher, "org.a11y.Bus.GetAddress"], capture_output=True, text=True, check=True
        )
        bus = found.stdout.strip()
        kept = register(bus)
        name, path = find_text(bus)
        accessible = "string:org.a11y.atspi.Accessible"
        get = "org.freedesktop.DBus.Properties.Get"
        told = {
            "name": strings(ask(bus, name, path, get, accessible, "string:Name"))[0],
            "description": strings(ask(bus, name, path, get, accessible, "string:Description"))[0],
            "text": strings(ask(bus, name, path, "org.a11y.atspi.Text.GetText", "int32:0", "int32:-1"))[0],
            "announced": announcements(bus),
        }
        del kept
        return told
    finally:
        child.kill()
        child.wait()


def find_text(bus: str) -> tuple[str, str]:
    """Bus name and path of the first window of the only application there is."""
    for _ in range(40):
        names = re.findall(
            r'string "(:[\d.]+)"', ask(bus, _REGISTRY, _ROOT, "org.a11y.atspi.Accessible.GetChildren")
        )
        for name in names:
            children = ask(bus, name, _ROOT, "org.a11y.atspi.Accessible.GetChildren")
            paths = re.findall(r'object path "(.*?)"', children)
            if paths:
                return name, paths[0]
        time.sleep(0.25)
    raise RuntimeError("the canvas is not on the accessibility bus")


def announcements(bus: str) -> list[str]:
    """What is announced within two seconds."""
    rule = "type='signal',interface='org.a11y.atspi.Event.Object',member='Announcement'"
    command = ["timeout", "2", "dbus-monitor", "--address", bus, rule]
    heard = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20).stdout
    return re.findall(r'variant\s+string "(.*?)"\n', heard)


if __name__ == "__main__":
    if "canvas" in sys.argv:
        show_canvas()
    else:
        print(json.dumps(listen()))
