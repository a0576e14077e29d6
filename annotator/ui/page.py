"""The middle of the window: headline, label bar, banner and the canvas with its floating palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.ui.canvas.theme import DARK, LIGHT, SANS, SEPIA, SERIF, CanvasTheme
from annotator.ui.canvas.view import Canvas
from annotator.ui.overrides import safe_overrides
from annotator.ui.widgets.banner import Banner
from annotator.ui.widgets.floating import LabelPalette
from annotator.ui.widgets.head import ArticleHead
from annotator.ui.widgets.label_bar import LabelBar
from annotator.ui.widgets.parts import EmptyState, column, surface
from annotator.ui.widgets.shown_marks import ShownMarks

if TYPE_CHECKING:
    from annotator.model.annotation import Span
    from annotator.model.article import Article
    from annotator.settings import Settings
    from annotator.ui.session import Session
    from annotator.ui.theme import Theme

_LOOKS = {"light": LIGHT, "dark": DARK, "sepia": SEPIA}


@safe_overrides
class Page(QWidget):
    """Where one reads and marks. Without an article it says what to do."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self.head = ArticleHead()
        self.banner = Banner()
        self.label_bar = LabelBar()
        self.canvas = Canvas()
        self.palette_box = LabelPalette(self.canvas)
        self.shown_marks = ShownMarks(session, self)
        self.empty = EmptyState("")
        reading = QWidget()
        inner = column(reading)
        inner.addWidget(self.head)
        inner.addWidget(self.label_bar)
        inner.addWidget(self.canvas, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(reading)
        box = column(self)
        box.addWidget(self.banner)
        box.addWidget(self.stack, 1)
        self._by_key = False
        self.canvas.installEventFilter(self)
        self.canvas.viewport().installEventFilter(self)
        self.canvas.column_changed.connect(self._align)

    def show_article(self, article: Article | None, text: str) -> None:
        """Show whose page it is; the canvas is fed by the window."""
        self.palette_box.hide()
        self.stack.setCurrentIndex(0 if article is None else 1)
        if article is not None:
            self.head.show_article(article, text)
            self._align(*self.canvas.column())

    def dress(self, theme: Theme, settings: Settings) -> None:
        """Give the canvas the theme's colours and the person's type."""
        self.canvas.set_theme(canvas_look(theme, settings))
        self.canvas.set_zoom(round(settings.number("zoom")))

    def offer_labels(self, point: QPoint, span: Span) -> None:
        """Show the palette at a global point for the selected text; asked for by key, it takes the focus."""
        self.palette_box.open_at(self.canvas.mapFromGlobal(point), span)
        if self._by_key:
            self.palette_box.enter()

    def selection_changed(self, span: Span | None) -> None:
        """The palette goes when its selection does."""
        if span != self.palette_box.span:
            self.palette_box.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: notice whether the person is at the keys or at the mouse."""
        if event.type() == QEvent.Type.KeyPress:
            self._by_key = True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._by_key = False
        return super().eventFilter(watched, event)

    def focus_text(self) -> None:
        """Put the keyboard into the text."""
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _align(self, left: int, width: int) -> None:
        right = max(self.width() - left - width, 24)
        self.head.align(left, right)
        self.label_bar.align(left, right)


def canvas_look(theme: Theme, settings: Settings) -> CanvasTheme:
    """The canvas theme for a window theme and the person's reading settings."""
    import msgspec

    look = _LOOKS[theme.name]
    size = settings.number("text_size")
    families = SERIF if settings.text("text_font") == "serif" else (*SANS, *SERIF)
    return msgspec.structs.replace(
        look,
        surface=theme.page,
        size=size,
        families=families,
        line_width=settings.number("line_width") * size * 0.542,
        spacing=settings.number("line_spacing"),
    )
