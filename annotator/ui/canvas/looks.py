"""Brushes, fonts and tag faces of the marks, made once for a theme and a scheme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QGlyphRun,
    QImage,
    QPainter,
    QRawFont,
    QTextCharFormat,
    QTextLayout,
)

from annotator.model.annotation import Annotation
from annotator.model.scheme import Label, Scheme
from annotator.ui.canvas.layout import Rules
from annotator.ui.canvas.theme import CanvasTheme, mix, readable
from annotator.ui.coder_looks import CoderLook, coder_looks

#: Shares of a label's colour in the tint behind its text: of a short and a long mark, and what is laid over
#: it when it is selected or under the pointer. Dark surfaces need stronger ones.
TINT: Final = 0.10
_LONG_TINT: Final = 0.045
SELECTED_TINT: Final = 0.15
_HOVERED_TINT: Final = 0.07
DARK_STRENGTH: Final = 1.3
#: So many tints may lie over each other, the innermost; more would swallow the text.
TINTED_LANES: Final = 2
_PERIODS: Final = {"dashed": (7, 4), "dotted": (3, 3)}

#: Between label and coder in the name of a style.
_AND: Final = "\n"


class Look:
    """How the marks of one label are drawn: its colours, its brushes and its line.

    With a coder the colour and the initials in the tag are the coder's, all else stays the label's.
    """

    __slots__ = (
        "bars",
        "colour",
        "hovered",
        "ink",
        "key",
        "kind",
        "long_tint",
        "selected",
        "thread",
        "tint",
        "values",
    )

    def __init__(
        self,
        label: Label,
        theme: CanvasTheme,
        *,
        scale: int = 1,
        faint: bool = False,
        coder: CoderLook | None = None,
    ) -> None:
        light, dark = (coder.light, coder.dark) if coder else (label.colour, label.dark_colour)
        colour = dark if theme.dark else light
        if faint:
            colour = mix(colour, theme.surface, 0.6)
        self.key = label.key.upper() or label.name[:2]
        if coder:
            self.key += " " + coder.initials
        self.kind = label.line
        self.colour = QColor(colour)
        self.ink = QColor(readable(colour, theme.surface))
        self.thread = QBrush(self.colour)
        strength = DARK_STRENGTH if theme.dark else 1.0
        self.tint = QBrush(_clear(colour, TINT * strength))
        self.long_tint = QBrush(_clear(colour, _LONG_TINT * strength))
        self.selected = QBrush(_clear(colour, SELECTED_TINT * strength))
        self.hovered = QBrush(_clear(colour, _HOVERED_TINT * strength))
        self.bars = _patterns(self.colour, self.kind, scale)
        self.values = {
            (attribute.name, value.name): value.symbol
            for attribute in label.attributes
            for value in attribute.values
            if value.symbol
        }

    def symbol(self, annotation: Annotation) -> str:
        """The symbols of its attributes' values ("+"), or ""."""
        values, given = self.values, annotation.attributes
        if not values or not given:
            return ""
        return "".join(
            values.get((name, value), "") for name, value in given.items() if isinstance(value, str)
        )


class Face:
    """The glyphs of one tag, shaped once: a bold key and quiet words."""

    __slots__ = ("ascent", "glyphs", "runs", "width")

    def __init__(self, key: str, words: str, font: QFont) -> None:
        text = " ".join(part for part in (key, words) if part)
        layout = QTextLayout(text, font)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        piece = QTextLayout.FormatRange()
        piece.start, piece.length, piece.format = 0, _units(key), bold
        layout.setFormats([piece])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1e6)
        layout.endLayout()
        self.width = line.naturalTextWidth()
        self.ascent = line.ascent()
        self.runs: list[QGlyphRun] = layout.glyphRuns()
        self.glyphs = [_glyphs(run) for run in self.runs]

    def draw(self, painter: QPainter, x: float, baseline: float) -> None:
        """Draw it with the painter's pen, its left end at `x`."""
        at = QPointF(x, baseline - self.ascent)
        for run in self.runs:
            painter.drawGlyphRun(at, run)


class _Ticks(dict[str, tuple[int, str]]):
    """Number and colour of each style, looked up when first asked for."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks

    def __missing__(self, style: str) -> tuple[int, str]:
        self[style] = self._looks.number(style), self._looks.styled(style).colour.name()
        return self[style]


class Looks:
    """All looks of a theme and a scheme at one zoom, with the measures that follow from the type.

    A style is the name of a look: a label, or while colours are by coder a label and a coder.
    """

    def __init__(
        self,
        theme: CanvasTheme,
        scheme: Scheme,
        *,
        zoom: float,
        by_coder: bool = False,
        coders: tuple[str, ...] = (),
    ) -> None:
        self.theme = theme
        self.scheme = scheme
        self.by_coder = by_coder
        self._coders: Mapping[str, CoderLook] = coder_looks(coders)
        self.size = theme.size * zoom
        self.unit = self.size / 17.0
        self.font = QFont()
        self.font.setFamilies(list(theme.families))
        self.font.setPixelSize(max(1, round(self.size)))
        self.tag_font = QFont()
        self.tag_font.setFamilies(list(theme.tag_families))
        self.tag_font.setPixelSize(max(9, round(10 * self.unit)))
        self.metrics = QFontMetricsF(self.tag_font)
        self.small_font = QFont(self.tag_font)
        self.small_font.setPixelSize(max(9, round(9.5 * self.unit)))
        self.small = QFontMetricsF(self.small_font)
        self.rules = Rules(
            pitch=round(theme.spacing * self.size),
            tag_row=round(self.metrics.ascent() + 1),
            wire_row=round(6 * self.unit),
            lane_gap=1.0,
            lane=round(6 * self.unit),
            paragraph_gap=round(0.6 * self.size),
        )
        self.bar = max(2, round(3 * self.unit))
        self.ticks = _Ticks(self)
        self._looks: dict[tuple[str, str, bool], Look] = {}
        self._faces: dict[tuple[str, str], Face] = {}

    def measures(self) -> tuple[object, ...]:
        """All that decides where lines break and stand; looks with the same ones need no new layout."""
        theme = self.theme
        return self.font, self.rules, theme.line_width, theme.margin, self.size

    def of(self, annotation: Annotation) -> Look:
        """The look of an annotation."""
        coder = annotation.coder if self.by_coder else ""
        return self._look(annotation.label, coder, faint=annotation.suggested)

    def style(self, annotation: Annotation) -> str:
        """The style of an annotation."""
        return f"{annotation.label}{_AND}{annotation.coder}" if self.by_coder else annotation.label

    def styled(self, style: str) -> Look:
        """The look of a style; an unknown label gets a quiet one."""
        label, _, coder = style.partition(_AND)
        return self._look(label, coder, faint=False)

    def number(self, style: str) -> int:
        """The number of the style's label in the scheme, or of its coder; 0 for an unknown one."""
        label, _, coder = style.partition(_AND)
        if self.by_coder:
            return self._coder(coder).number
        names = [one.name for one in self.scheme.labels]
        return names.index(label) if label in names else 0

    def _look(self, label: str, coder: str, *, faint: bool) -> Look:
        found = self._looks.get((label, coder, faint))
        if found is None:
            known = {one.name: one for one in self.scheme.labels}
            found = self._looks[label, coder, faint] = Look(
                known.get(label, Label(name=label)),
                self.theme,
                scale=max(1, round(self.unit)),
                faint=faint,
                coder=self._coder(coder) if self.by_coder else None,
            )
        return found

    def _coder(self, name: str) -> CoderLook:
        """The look of a coder; one that was not announced comes after the others."""
        if name not in self._coders:
            self._coders = coder_looks([*self._coders, name])
        return self._coders[name]

    def face(self, key: str, words: str) -> Face:
        """The glyphs of a tag, shaped when first used."""
        found = self._faces.get((key, words))
        if found is None:
            found = self._faces[key, words] = Face(key, words, self.tag_font)
        return found

    def elided(self, key: str, words: str, width: float) -> Face:
        """The tag with its words cut to fit the width (pixels)."""
        room = width - self.face(key, "").width - self.metrics.horizontalAdvance(" ") - 1
        return self.face(key, self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))

    def quiet(self, words: str, width: float) -> Face:
        """Small plain words, as at a wire, cut to fit the width."""
        cut = self.small.elidedText(words, Qt.TextElideMode.ElideRight, max(width, 24.0))
        found = self._faces.get(("", cut))
        if found is None:
            found = self._faces["", cut] = Face("", cut, self.small_font)
        return found

    def bars(self, look: Look, left: float, right: float, top: float) -> list[QRectF]:
        """The rectangles of a mark's line under the text, from `left` to `right` (pixels)."""
        width = max(1.0, right - left)
        if look.kind != "double":
            return [QRectF(left, top, width, self.bar)]
        thin = max(1.0, round(self.unit))
        return [QRectF(left, top, width, thin), QRectF(left, top + self.bar, width, thin)]


def _glyphs(run: QGlyphRun) -> tuple[str, QRawFont, list[int], list[tuple[float, float]]]:
    """Name of the font, the font, glyphs and their places, to be joined with those of other tags."""
    font = run.rawFont()
    name = f"{font.familyName()} {font.styleName()} {font.weight()} {font.pixelSize()}"
    return name, font, run.glyphIndexes(), [(place.x(), place.y()) for place in run.positions()]


def _clear(colour: str, alpha: float) -> QColor:
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


def _patterns(colour: QColor, kind: str, scale: int) -> list[QBrush]:
    """Brushes that are solid, or broken from left to right: painting one costs no more than a solid one.

    There is one for each x (modulo their number) at which a line may begin with its first stroke.
    """
    if kind not in _PERIODS:
        return [QBrush(colour)]
    on, off = (length * scale for length in _PERIODS[kind])
    brushes = []
    for phase in range(on + off):
        image = QImage(on + off, 1, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        for x in range(on):
            image.setPixelColor((x + phase) % (on + off), 0, colour)
        brushes.append(QBrush(image))
    return brushes


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
