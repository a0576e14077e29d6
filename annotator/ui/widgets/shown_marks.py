"""The control of what is shown: a button that tells how many marks are hidden, and the ticks behind it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QToolButton, QWidget

from annotator.ui.coder_looks import coder_looks
from annotator.ui.icons import icon
from annotator.ui.overrides import safe_overrides
from annotator.ui.strokes import SAMPLE_WIDTH, draw_sample
from annotator.ui.theme import current, label_colour
from annotator.ui.widgets.parts import cleared, column, label, restyle, row, section
from annotator.ui.words import capital, count_words, number

if TYPE_CHECKING:
    from annotator.model.scheme import Line
    from annotator.ui.session import Session

#: Least width of the ticks, pixels.
_WIDTH: Final = 250


class HiddenButton(QToolButton):
    """A funnel; while marks are hidden it says so, in the accent colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(16, 16))
        self.setMinimumSize(26, 26)
        self._words = ""
        self.show_state("", "")

    def show_state(self, words: str, why: str) -> None:
        """Say what is hidden ("" for nothing), and in the tool tip why."""
        self._words = words
        self.setIcon(icon("filter"))
        self.setText(words)
        self.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        tip = self.tr("Choose which marks are shown (Ctrl+Shift+M)")
        self.setToolTip(f"{why}\n{tip}" if why else tip)
        self.setAccessibleName(self.tr("Shown marks: {0}").format(why or self.tr("all")))
        restyle(self, "on", bool(words))

    def set_short(self, short: bool) -> None:
        """Show the number alone, or the words."""
        self.setText(self._words.split()[0] if short and self._words else self._words)

    def width_when(self, *, short: bool) -> int:
        """The width it wants with the number alone, or with the words, pixels."""
        self.set_short(short)
        return self.sizeHint().width()


class HiddenNote(QWidget):
    """A line that says that marks are hidden, with a way to have them all back."""

    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "small", wrap=True)
        self.back = QPushButton(self.tr("Show all"))
        self.back.setProperty("role", "link")
        self.back.clicked.connect(self.all_requested)
        line = row(self, spacing=6, margins=(16, 0, 12, 6))
        line.addWidget(self.words, 1)
        line.addWidget(self.back)
        self.hide()

    def say(self, words: str) -> None:
        """Say what is hidden; "" hides the line."""
        self.words.setText(words)
        self.setVisible(bool(words))


def hidden_words(session: Session) -> tuple[str, str]:
    """How many marks of the article are hidden, shortly, and in a sentence why; two "" where nothing is."""
    hiding = session.hiding
    if not hiding.active:
        return "", ""
    hidden = len(session.annotations) - len(session.shown_marks)
    reasons = []
    if hiding.own_only:
        reasons.append(hiding.tr("only your own marks are shown"))
    elif hiding.coders:
        reasons.append(hiding.tr("not shown of {0}").format(", ".join(sorted(hiding.coders))))
    if hiding.labels:
        reasons.append(hiding.tr("not shown as {0}").format(", ".join(sorted(hiding.labels))))
    why = "; ".join(reasons)
    return (
        hiding.tr("{0} hidden").format(number(hidden)),
        f"{count_words(hidden, 'mark is hidden', 'marks are hidden')}: {why}.",
    )


@safe_overrides
class ShownMarks(QFrame):
    """Ticks for labels and coders; every tick works at once. Esc or a click elsewhere closes it."""

    colours_chosen = Signal(str)  # "label" or "coder"
    own_only_chosen = Signal(bool)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.session = session
        self.setObjectName("floating")
        self.setAccessibleName(self.tr("Shown marks"))
        self.setMinimumWidth(_WIDTH)
        self.labels: dict[str, QCheckBox] = {}
        self.coders: dict[str, QCheckBox] = {}
        self._box = column(self, spacing=2, margins=(16, 12, 16, 12))

    def open_below(self, anchor: QWidget, *, by_coder: bool) -> None:
        """Show it under a widget, with the present state."""
        self._fill(by_coder=by_coder)
        self.adjustSize()
        self.move(anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + 4)))
        self.show()
        self.own.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self, *, by_coder: bool) -> None:
        cleared(self._box)
        self.own = QCheckBox(self.tr("Only my own marks (blind)"))
        self.own.setChecked(self.session.hiding.own_only)
        self.own.setToolTip(self.tr("Colleagues' marks are neither shown nor listed; they stay in the file."))
        self._box.addWidget(self.own)
        self._fill_labels()
        self._fill_coders()
        self._enable_coders(self.own.isChecked())
        self.own.toggled.connect(self.own_only_chosen)
        self.own.toggled.connect(self._enable_coders)
        for tick in (*self.labels.values(), *self.coders.values()):
            tick.toggled.connect(self._hide_unticked)
        self.colours = QCheckBox(self.tr("Colour the marks by coder"))
        self.colours.setChecked(by_coder)
        self.colours.toggled.connect(lambda on: self.colours_chosen.emit("coder" if on else "label"))
        self.back = QPushButton(self.tr("Show all"))
        self.back.clicked.connect(self._show_all)
        self._box.addSpacing(8)
        self._box.addWidget(self.colours)
        self._box.addSpacing(6)
        self._box.addWidget(self.back)

    def _fill_labels(self) -> None:
        self._heading(self.tr("Labels"))
        counts = Counter(mark.label for mark in self.session.annotations)
        theme, hidden = current(), self.session.hiding.labels
        self.labels = {
            one.name: self._tick(
                one.name,
                capital(one.name),
                counts[one.name],
                _sample(one.line, label_colour(one, theme)),
                shown=one.name not in hidden,
            )
            for one in self.session.scheme.labels
            if not one.retired or counts[one.name]
        }

    def _fill_coders(self) -> None:
        self._heading(self.tr("Coders"))
        project, dark = self.session.project, current().dark
        counts = Counter(mark.coder for mark in self.session.annotations)
        names = [one.name for one in project.coders] if project else []
        self.coders = {
            name: self._tick(
                name,
                f"{name} ({look.initials})",
                counts[name],
                _sample("solid", QColor(look.dark if dark else look.light)),
                shown=name not in self.session.hiding.coders,
            )
            for name, look in coder_looks(names).items()
        }

    def _heading(self, text: str) -> None:
        self._box.addSpacing(8)
        self._box.addWidget(section(text))

    def _tick(self, name: str, words: str, count: int, sample: QIcon, *, shown: bool) -> QCheckBox:
        tick = QCheckBox(words.replace("&", "&&"))
        tick.setIcon(sample)
        tick.setIconSize(QSize(SAMPLE_WIDTH + 4, 16))
        tick.setAccessibleName(f"{name}, {count_words(count, 'mark', 'marks')}")
        tick.setChecked(shown)
        holder = QWidget()
        line = row(holder)
        line.addWidget(tick, 1)
        line.addWidget(label(number(count), "small"))
        self._box.addWidget(holder)
        return tick

    def _enable_coders(self, own_only: bool) -> None:
        for tick in self.coders.values():
            tick.setEnabled(not own_only)

    def _hide_unticked(self) -> None:
        self.session.hiding.hide(
            [name for name, tick in self.labels.items() if not tick.isChecked()],
            [name for name, tick in self.coders.items() if not tick.isChecked()],
        )

    def _show_all(self) -> None:
        for tick in (*self.labels.values(), *self.coders.values()):
            tick.setChecked(True)
        self.own.setChecked(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes it, Up and Down walk along the ticks, Return takes one like Space."""
        key, focus = event.key(), self.focusWidget()
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QCheckBox):
            focus.toggle()
        else:
            super().keyPressEvent(event)


def _sample(style: Line, colour: QColor) -> QIcon:
    """A short piece of a line as an icon."""
    made = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap((SAMPLE_WIDTH + 4) * ratio, 16 * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_sample(painter, QPointF(0, 8), style, colour)
        painter.end()
        made.addPixmap(pixmap)
    return made
