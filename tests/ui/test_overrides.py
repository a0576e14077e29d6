"""An error in an override must not end the program: tried in a process of its own, for it may crash."""

import subprocess
import sys
from textwrap import dedent

from PySide6.QtWidgets import QWidget

from annotator.ui.overrides import bare_overrides, safe_overrides

PROGRAM = dedent(
    """
    import sys
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget
    from annotator.ui.overrides import safe_overrides

    @safe_overrides
    class Faulty(QWidget):
        def event(self, event):
            return super().event(event)

        def keyPressEvent(self, event):
            {}["missing"]

        def helper(self):
            return 1

    class Younger(Faulty):
        def keyPressEvent(self, event):
            {}["missing"]

    application = QApplication([])
    widget = Younger()
    widget.show()
    try:
        QTest.keyClick(widget, Qt.Key.Key_A)
    except Exception as error:
        print(type(error).__name__)
    print("alive", widget.helper())
    """
)


def test_an_error_inside_an_override_is_an_exception_and_no_crash() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["KeyError", "alive", "1"]


def test_an_override_without_the_decorator_is_found() -> None:
    own = {"keyPressEvent": lambda self, event: None, "helper": lambda self: 1}
    bare = type("Bare", (QWidget,), dict(own))
    safe = safe_overrides(type("Safe", (QWidget,), {}))
    younger = type("Younger", (safe,), dict(own))
    assert bare_overrides(bare) == ["keyPressEvent"]
    assert bare_overrides(younger) == []
