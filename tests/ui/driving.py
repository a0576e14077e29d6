"""Drives a real window as a person does: with mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation, Span
from annotator.settings import Settings
from annotator.ui.theme import ThemeKeeper, ui_font
from annotator.ui.window import MainWindow

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def dress(application: Any) -> None:
    """Style and font as `app.make_application` sets them."""
    application.setStyle("Fusion")
    application.setFont(ui_font())


class Driver:
    """A window, with a project or on the welcome page."""

    def __init__(
        self,
        qtbot: QtBot,
        settings: Settings,
        path: Path | None = None,
        *,
        size: tuple[int, int] = (1280, 800),
    ) -> None:
        self.qtbot = qtbot
        self.keeper = ThemeKeeper("light")
        self.window = MainWindow(settings, self.keeper, str(path) if path else "")
        self.window.resize(*size)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.wait(lambda: self.window.session is not None)
        if path:
            self.wait(lambda: self.window.session.project is not None)
            self.wait(lambda: not self.window.projects.busy)

    def close(self) -> None:
        """Close the window whatever waits to be saved."""
        self.wait(lambda: not self.window.projects.busy)
        session = self.window.session
        if session is not None:
            for pending in session.unsaved:
                session.unsaved.drop(pending.mark.uid)
        self.window.close()
        self.window.deleteLater()
        self.keeper.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the window live until something holds."""
        self.qtbot.waitUntil(condition, timeout=15_000)

    @property
    def session(self) -> Any:
        """The session."""
        return self.window.session

    @property
    def canvas(self) -> Any:
        """The canvas."""
        return self.window.workspace().page.canvas

    def marks(self, label: str = "") -> list[Annotation]:
        """The stored marks of the shown article, read from the file."""
        project, article = self.session.project, self.session.article
        return [one for one in project.annotations.of(article.id) if label in ("", one.label)]

    def span_of(self, words: str) -> Span:
        """Where the words first stand in the shown article."""
        start = self.session.text.index(words)
        return Span(start, start + len(words))

    # ------------------------------------------------------------------ mouse and keys

    def drag_over(self, words: str) -> Span:
        """Select the words by dragging the mouse over them."""
        span = self.span_of(words)
        self.canvas.reveal(span.start)
        QApplication.processEvents()
        rect = self.canvas.span_rect(Span(span.start, span.start + 1))
        last = self.canvas.span_rect(Span(span.end - 1, span.end))
        start = QPoint(rect.left() + 1, rect.center().y())
        end = QPoint(last.right() - 1, last.center().y())
        viewport = self.canvas.viewport()
        self.qtbot.mousePress(viewport, LEFT, NO_KEY, start)
        for step in range(1, 5):
            self.qtbot.mouseMove(viewport, start + (end - start) * step / 4)
        self.qtbot.mouseMove(viewport, end)
        self.qtbot.mouseRelease(viewport, LEFT, NO_KEY, end)
        QApplication.processEvents()
        return span

    def click_on(self, words: str) -> None:
        """Click into the middle of the words in the text."""
        span = self.span_of(words)
        self.canvas.reveal(span.start)
        QApplication.processEvents()
        rect = self.canvas.span_rect(Span(span.start, span.start + 1))
        self.qtbot.mouseClick(self.canvas.viewport(), LEFT, NO_KEY, rect.center())
        QApplication.processEvents()

    def select(self, words: str) -> Span:
        """Select the words with the keyboard: caret to their start, then Shift and the arrow."""
        span = self.span_of(words)
        self.window.activateWindow()
        self.canvas.setFocus()
        self.wait(self.canvas.hasFocus)
        self.canvas.set_caret(span.start)
        for _ in range(span.end - span.start):
            self.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        return span

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY, widget: QWidget | None = None
    ) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(widget or self.focus(), key, modifier)
        QApplication.processEvents()

    def type(self, text: str, widget: QWidget | None = None) -> None:
        """Type text where the focus is."""
        self.qtbot.keyClicks(widget or self.focus(), text)
        QApplication.processEvents()

    def focus(self) -> QWidget:
        """The widget with the focus."""
        found = QApplication.focusWidget() or self.window
        assert isinstance(found, QWidget)
        return found

    def click(self, widget: QWidget) -> None:
        """Click a widget."""
        self.qtbot.mouseClick(widget, LEFT)
        QApplication.processEvents()

    def act(self, name: str) -> None:
        """Trigger an action of the menus."""
        self.window.menus.actions[name].trigger()
        QApplication.processEvents()

    def go_to(self, mark: Annotation) -> None:
        """Select a mark as a click in the list of marks does."""
        self.window.go_to_mark(mark.uid)
        QApplication.processEvents()


def answer(dialogs: list[Callable[[Any], object]], *, every: int = 30) -> None:
    """Do these things to the dialogs that open, one after the other, each once its dialog is there."""
    waiting = list(dialogs)

    def look() -> None:
        if not waiting:
            return
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.isVisible():
            waiting.pop(0)(dialog)
        QTimer.singleShot(every, look)

    QTimer.singleShot(every, look)


def choose(words: str) -> Callable[[QMessageBox], object]:
    """Click the button of a question that says these words."""

    def click(box: QMessageBox) -> None:
        button = next(one for one in box.buttons() if one.text().replace("&", "") == words)
        button.click()

    return click


def take_file(path: Path) -> Callable[[Any], object]:
    """Answer a file dialog with a path."""

    def take(dialog: Any) -> None:
        dialog.selectFile(str(path))
        line = dialog.findChild(QWidget, "fileNameEdit")
        if line is not None:
            line.setText(str(path))
        dialog.accept()

    return take
