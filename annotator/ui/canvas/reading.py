"""A text that is read and scrolled by pixels: the widget under the canvas, with all its geometry."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.model.annotation import Annotation, Span
from annotator.model.scheme import Scheme
from annotator.ui.canvas.document import CanvasLayout
from annotator.ui.canvas.looks import Looks
from annotator.ui.canvas.marks import Marks
from annotator.ui.canvas.offsets import Shown
from annotator.ui.canvas.painting import CanvasPainter
from annotator.ui.canvas.pictures import Tag, cursor_x
from annotator.ui.canvas.theme import LIGHT
from annotator.ui.overrides import safe_overrides

#: How much of the view stays free above and below a place that is scrolled to.
_EASE: Final = 0.18

#: A text up to so many code points is laid out to its end while nothing else happens.
_WHOLE: Final = 100_000
#: Seconds that this may take at a time: less than a frame.
_SLICE: Final = 0.004

#: An edge of a mark is grasped from this near (pixels).
_EDGE: Final = 4.0


class _Anchor(NamedTuple):
    """A block in view when last painted: its number, its y on the screen, and its y in the document."""

    number: int
    screen: int
    top: int


@safe_overrides
class ReadingView(QTextEdit):
    """Shows one text with marks, lays out only what is in view, and keeps what is read where it is.

    Places are code points of the text. Heights of text not seen yet are guesses; whenever one turns
    out wrong above the view, the view is scrolled by as much.
    """

    column_changed = Signal(int, int)  # left edge and width of the text's column, pixels
    scrolled = Signal()  # another part of the text is in view, or the text was laid out anew

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settling = False
        self._anchor = _Anchor(0, 0, 0)
        self._rest = 0
        self._held: tuple[int, int] | None = None  # the bar's value, and the place brought to the top there
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._lay_out_rest)
        self._document = QTextDocument(self)
        self._document.setUndoRedoEnabled(False)
        self._layout = CanvasLayout(self._document, Looks(LIGHT, Scheme(), zoom=1.0))
        self._painter = CanvasPainter(self._layout)
        self._layout.painter = self._painter
        self._document.setDefaultFont(self._layout.looks.font)
        self._document.setDocumentLayout(self._layout)
        self.setDocument(self._document)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAcceptDrops(False)
        self.setCursorWidth(2)

    @property
    def text(self) -> str:
        """The article's text, as it was given."""
        return self._layout.shown.canonical

    @property
    def marks(self) -> Marks:
        """The annotations and relations shown."""
        return self._layout.marks

    def _set_text(self, shown: Shown, marks: Marks) -> None:
        """Show another text, from its beginning."""
        self._held = None
        self._settling = True
        self._layout.show(shown, marks)
        self.setPlainText(shown.text)
        self._settling = False
        self._layout.report_size()
        self._anchor = _Anchor(0, self._anchor_top(), self._anchor_top())
        self._lay_out_rest_later()

    def _lay_out_rest_later(self) -> None:
        """All but what is in view can wait; of a very long text it waits until it is seen."""
        self._rest = 0
        if len(self.text) <= _WHOLE:
            self._idle.start()

    def _lay_out_rest(self) -> None:
        """Lay out some more blocks, so that the scroll bar tells the truth; what is in view stands still."""
        until = monotonic() + _SLICE
        while self._rest < len(self._layout.heights) and monotonic() < until:
            self._layout.picture(self._rest)
            self._rest += 1
        if self._rest >= len(self._layout.heights):
            self._idle.stop()
        self._settle()

    def caret(self) -> int:
        """Where the caret stands."""
        return self._layout.shown.to_cp(self.textCursor().position())

    def set_caret(self, cp: int, *, keep_anchor: bool = False) -> None:
        """Move the caret; with `keep_anchor` the selection reaches there."""
        cursor = self.textCursor()
        mode = QTextCursor.MoveMode.KeepAnchor if keep_anchor else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(self._layout.shown.to_position(cp), mode)
        self.setTextCursor(cursor)

    def position(self) -> int:
        """The first code point in view, to come back to later.

        As long as nobody scrolls it is the one that was asked for, however often the width changes.
        """
        if self._held is not None and self._held[0] == self._value():
            return self._held[1]
        number = self._layout.block_at(self._value())
        picture = self._layout.picture(number)
        row = picture.rows[picture.row_at(self._value() - self._layout.top(number))]
        block = self._document.findBlockByNumber(number)
        return self._layout.shown.to_cp(block.position() + row.start)

    def go_to(self, position: int) -> None:
        """Bring that place to the top of the view, and the caret there."""
        cp = min(max(0, position), len(self.text))
        self.set_caret(cp)
        self._lay_out_around(cp)
        self._bring_to_top(cp)
        self.viewport().update()

    def _bring_to_top(self, cp: int) -> None:
        self._scroll_to(0 if cp == 0 else int(self.line_rect(cp).top()))
        self._held = self._value(), cp

    def line_rect(self, cp: int) -> QRectF:
        """The line that holds the place: the full row with its tags and lanes, in document pixels."""
        number, row, _ = self._line_of(cp)
        picture, top = self._layout.picture(number), self._layout.top(number)
        slot = picture.slots[row]
        return QRectF(self._layout.left, top + slot.top, self._layout.width, slot.bottom - slot.top)

    def runs_left(self, cp: int) -> bool:
        """Whether the paragraph at a place runs from right to left."""
        return self._layout.picture(self._layout.shown.block_at(cp)).mirrored

    def _line_of(self, cp: int) -> tuple[int, int, int]:
        """Block, line and place within the block (UTF-16) of a code point place."""
        position = self._layout.shown.to_position(cp)
        block = self._document.findBlock(position)
        picture = self._layout.picture(block.blockNumber(), block)
        place = position - block.position()
        return block.blockNumber(), picture.row_of(place), place

    def reveal(self, cp: int, *, ease: float = _EASE) -> None:
        """Scroll as far as needed for that place to be in view, with some ease around it (of the height)."""
        self._lay_out_around(cp)
        rect, value, height = self.line_rect(cp), self._value(), self.viewport().height()
        ease *= height
        if rect.top() - ease / 2 < value or rect.bottom() + ease / 2 > value + height:
            near = abs(rect.top() - value) < 2 * height
            below = rect.bottom() + ease - height
            target = below if near and rect.top() > value + height / 2 else rect.top() - ease
            self._scroll_to(int(target))
        else:
            self._settle()

    def _lay_out_around(self, cp: int) -> None:
        """Lay out a view's height above and below a place, so that distances there are exact."""
        layout, height = self._layout, self.viewport().height()
        number = self._document.findBlock(layout.shown.to_position(cp)).blockNumber()
        above = 0.0
        for block in range(number, -1, -1):
            above += layout.picture(block).height
            if above > height and block < number:
                break
        layout.settle(layout.top(number), layout.top(number) + height)

    # ------------------------------------------------------------------ scrolling

    def place_at_height(self, y: float) -> int:
        """About which code point stands at a height of the document (pixels), without laying it out."""
        layout = self._layout
        number = layout.block_at(y)
        start, end = layout.shown.starts[number], layout.shown.ends[number]
        share = (y - layout.top(number)) / max(1.0, layout.heights[number])
        return start + int(min(max(share, 0.0), 1.0) * (end - start + 1))

    def tick_look(self, annotation: Annotation) -> tuple[int, str]:
        """Number and colour of an annotation's label or coder, for the scroll bar."""
        looks = self._layout.looks
        return looks.ticks[looks.style(annotation)]

    def _value(self) -> int:
        return self.verticalScrollBar().value()

    def _scroll_to(self, value: int) -> None:
        """Scroll to a height of the document as it is laid out now."""
        self._layout.report_size()
        self._anchor = self._anchor._replace(top=self._anchor_top())
        self._settling = True
        self.verticalScrollBar().setValue(value)
        self._settling = False
        self._follow()

    def _anchor_top(self) -> int:
        return round(self._layout.top(min(self._anchor.number, len(self._layout.heights) - 1)))

    def _settle(self) -> None:
        """Lay out what is in view. Where that moves the text, scroll by as much, so that it stands still."""
        if self._settling:
            return
        self._settling = True
        height = self.viewport().height()
        for _ in range(4):
            moved = self._anchor_top() - self._anchor.top
            if moved and abs(self._anchor.top - self._value()) <= 2 * height:
                self._layout.report_size()
                held = self._held is not None and self._held[0] == self._value()
                self.verticalScrollBar().setValue(self._value() + moved)
                if held and self._held is not None:
                    self._held = self._value(), self._held[1]
            self._anchor = self._anchor._replace(top=self._anchor.top + moved)
            self._layout.settle(self._value(), self._value() + height)
            if self._anchor_top() == self._anchor.top:
                break
        self._settling = False
        value = self._value()
        number = self._layout.block_at(value)
        top = round(self._layout.top(number))
        self._anchor = _Anchor(number, top - value, top)

    def _follow(self) -> None:
        """Settle, and move the picture on the screen by as much as the text has moved."""
        number, screen, _ = self._anchor
        self._settle()
        if number >= len(self._layout.heights):
            self.viewport().update()
            return
        shift = round(self._layout.top(number)) - self._value() - screen
        if abs(shift) >= self.viewport().height() or self._painter.floats:
            self.viewport().update()
        elif shift:
            self.viewport().scroll(0, shift)
        self._layout.evict(self._anchor.number)
        self.scrolled.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the picture by as much as the text has moved, which may differ from the bar's step."""
        del dx, dy
        if not self._settling:
            self._follow()

    def _relayout(self, touched: Iterable[Span]) -> None:
        """Lay out again what the stretches touch, and paint no more than what that changes."""
        numbers = self._layout.drop(touched)
        viewport, value = self.viewport(), self._value()
        number = min(numbers, default=-1)
        if number < 0:
            return
        top, height = round(self._layout.top(number)) - value, round(self._layout.heights[number])
        self._settle()
        if len(numbers) > 1 or self._value() != value or top < 0 or self._painter.floats:
            viewport.update()
            return
        grown = round(self._layout.heights[number]) - height
        if grown:
            below = viewport.rect()
            below.setTop(top + height)
            viewport.scroll(0, grown, below)
        viewport.update(0, top, viewport.width(), height + max(0, grown))

    def _update_marks(self, uids: Iterable[str]) -> None:
        """Paint anew the blocks in which these annotations lie."""
        held, value = self._layout.marks.annotations, self._value()
        for span in [span for uid in uids if uid in held for span in held[uid].fragments]:
            first, last = self._layout.shown.block_at(span.start), self._layout.shown.block_at(span.end - 1)
            top = round(self._layout.top(first)) - value
            bottom = round(self._layout.top(last) + self._layout.heights[last]) - value
            self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the painter what is in view, and paint."""
        self._painter.view = QRectF(0, self._value(), self.viewport().width(), self.viewport().height())
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text that was at the top at the top."""
        place = self.position()
        super().resizeEvent(event)
        self._fit(place)

    def _refit(self) -> None:
        place = self.position()
        self._layout.forget()
        self._fit(place)

    def _fit(self, place: int) -> None:
        if self._layout.set_column(view_width=self.viewport().width()):
            self._lay_out_rest_later()
            self.column_changed.emit(int(self._layout.left), int(self._layout.width))
        self._lay_out_around(place)
        self._bring_to_top(place)
        self.viewport().update()

    def make_room(self, height: int) -> None:
        """Leave so many pixels free above the text, for a bar that stands there."""
        if self.viewportMargins().top() != height:
            self.setViewportMargins(0, height, 0, 0)

    def column(self) -> tuple[int, int]:
        """Left edge and width of the text's column in the view (pixels)."""
        return int(self._layout.left), int(self._layout.width)

    def _redraw_all(self) -> None:
        """All marks look different: lay out what is in view, with the same text at the top."""
        place = self.position()
        self._layout.drop_all()
        self._lay_out_around(place)
        self._bring_to_top(place)
        self.viewport().update()

    def marks_at(self, point: QPointF) -> list[str]:
        """The annotations under a point of the view, the shortest first.

        At a line under the text or at a tag it is the one whose line or tag it is, alone.
        """
        y = point.y() + self._value()
        number = self._layout.block_at(y)
        picture, x, y = self._layout.picture(number), point.x(), y - self._layout.top(number)
        bar = self._layout.looks.bar + 1
        on_line = [b.uid for b in picture.boxes if b.left <= x <= b.right and b.bar - 1 <= y <= b.bar + bar]
        exact = on_line or [tag.uid for tag in picture.tags if self._on_tag(tag, x, y)]
        if exact:
            return exact
        under = {b.uid for b in picture.boxes if b.left <= x <= b.right and b.top <= y <= b.text_bottom}
        held = self._layout.marks.annotations
        return sorted(under, key=lambda uid: (sum(e - s for s, e in held[uid].fragments), uid))

    def tag_at(self, point: QPointF) -> str:
        """The annotation whose tag is under a point of the view, "" for none."""
        y = point.y() + self._value()
        number = self._layout.block_at(y)
        top = self._layout.top(number)
        tags = self._layout.picture(number).tags
        return next((tag.uid for tag in tags if self._on_tag(tag, point.x(), y - top)), "")

    def edge_at(self, point: QPointF, uid: str) -> tuple[int, int] | None:
        """The edge of an annotation under a point of the view: number of the fragment, 0 start or 1 end."""
        y = point.y() + self._value()
        number = self._layout.block_at(y)
        y -= self._layout.top(number)
        for box in self._layout.picture(number).boxes:
            if box.uid == uid and box.top <= y <= box.text_bottom:
                for end, x in enumerate((box.begins, box.ends)):
                    if x is not None and abs(x - point.x()) <= _EDGE:
                        place, fragments = self.place_at(point), self.marks.annotations[uid].fragments
                        at = min(range(len(fragments)), key=lambda one: abs(fragments[one][end] - place))
                        return at, end
        return None

    def hint_at(self, point: QPointF) -> str:
        """The name of the invisible character shown at a point of the view, "" for none."""
        y = point.y() + self._value()
        number = self._layout.block_at(y)
        y -= self._layout.top(number)
        hints = self._layout.picture(number).hints
        near = [one.name for one in hints if abs(one.x - point.x()) <= 4 and one.top <= y <= one.bottom]
        return near[0] if near else ""

    def _on_tag(self, tag: Tag, x: float, y: float) -> bool:
        row = self._layout.looks.rules.tag_row
        return tag.left - 2 <= x <= tag.right + 2 and tag.baseline - row <= y <= tag.baseline + 3

    def place_at(self, point: QPointF) -> int:
        """The code point place nearest to a point of the view."""
        position = self._layout.hitTest(point + QPointF(0, self._value()), Qt.HitTestAccuracy.FuzzyHit)
        return self._layout.shown.to_cp(position)

    def span_rect(self, span: Span) -> QRect:
        """The last line of a stretch in the view (pixels): where a palette for it may stand."""
        number, row, end = self._line_of(span.end)
        picture = self._layout.picture(number)
        if end == picture.rows[row].start and row:
            row -= 1
        slot, top = picture.slots[row], self._layout.top(number) - self._value()
        line = self._document.findBlockByNumber(number).layout().lineAt(row)
        return QRectF(cursor_x(line, end), top + slot.text_top, 1, slot.text_bottom - slot.text_top).toRect()
