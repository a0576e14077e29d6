"""The small palette at the selection: a chip for each label, one click or one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QWidget

from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.chips import LabelChip
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.parts import cleared

if TYPE_CHECKING:
    from annotator.model.annotation import Span
    from annotator.model.scheme import Scheme


@safe_overrides
class LabelPalette(QFrame):
    """Floats over the text beside a fresh selection. It never takes the focus from the text by itself:
    the label keys go on working in the text; Tab or an arrow enters it.
    """

    label_chosen = Signal(str)
    left = Signal()  # Esc: back to the text

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        self.setAccessibleName(self.tr("Labels for the selection"))
        self.span: Span | None = None
        self._over = parent
        self.chips: list[LabelChip] = []
        self._flow = FlowLayout(self, gap=6, row_gap=6)
        self._flow.setContentsMargins(7, 7, 7, 7)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(22)
        shadow.setOffset(0, 5)
        shadow.setColor(QColor(0, 0, 0, 60))
        self.setGraphicsEffect(shadow)
        self.hide()

    def show_scheme(self, scheme: Scheme) -> None:
        """Make the chips of the labels that may be used."""
        cleared(self._flow)
        self.chips = [LabelChip(label, self) for label in scheme.active_labels()]
        for chip in self.chips:
            chip.clicked.connect(lambda _=False, name=chip.label.name: self.label_chosen.emit(name))
            self._flow.addWidget(chip)

    def open_at(self, point: QPoint, span: Span) -> None:
        """Show below `point` (in the parent's pixels), inside the parent, for that selection."""
        self.span = span
        if not self.chips:
            return
        area = self._over.rect().adjusted(8, 8, -8, -8)
        chips = sum(chip.sizeHint().width() + 6 for chip in self.chips) - 6
        margins = self._flow.contentsMargins()
        width = min(chips + margins.left() + margins.right() + 2, area.width())
        height = self._flow.heightForWidth(width - 2) + 2
        place = QRect(point.x() - 24, point.y() + 10, width, height)
        if place.bottom() > area.bottom():
            place.moveBottom(point.y() - 34)
        place.moveLeft(max(area.left(), min(place.left(), area.right() - width)))
        place.moveTop(max(area.top(), place.top()))
        self.setGeometry(place)
        self.show()
        self.raise_()

    def enter(self) -> None:
        """Give the first chip the focus."""
        if self.chips:
            self.chips[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows walk along the chips, Esc goes back to the text, a label's key takes that label."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif step:
            self._walk(step)
        elif chip := next(
            (
                one
                for one in self.chips
                if one.label.key and one.label.key.casefold() == event.text().casefold()
            ),
            None,
        ):
            chip.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            next((one for one in self.chips if one.hasFocus()), self.chips[0]).click()
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        at = next((index for index, chip in enumerate(self.chips) if chip.hasFocus()), -step)
        self.chips[(at + step) % len(self.chips)].setFocus(Qt.FocusReason.TabFocusReason)
