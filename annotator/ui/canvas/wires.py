"""Draws relations as wires between marks, and threads between far fragments of one mark."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from annotator.model.annotation import Relation
from annotator.ui.canvas.arcs import Arrow, Drawing, End, Link, Name, mirrored, mirrored_link, route
from annotator.ui.canvas.document import Arcs, CanvasLayout
from annotator.ui.canvas.looks import Face

#: More wires than this are drawn without smooth edges, which takes a third of the time.
_SMOOTH: Final = 150
#: In less room than this a name in the margin is left out; nor does one stand over another (pixels).
_LEAST_NAME: Final = 34.0


class WirePainter:
    """The wires over a layout: of the selected annotation, of all in view, or none."""

    def __init__(self, layout: CanvasLayout) -> None:
        self._layout = layout
        self.arcs: Arcs = "selected"
        self._key: tuple[object, ...] = ()
        self._paths: list[tuple[QColor, QPainterPath, QPainterPath, bool]] = []
        self._count = 0
        self._names: list[tuple[QColor, Face, QPointF, QRectF]] = []

    @property
    def drawn(self) -> bool:
        """Whether any wire is to be seen."""
        return bool(self._paths)

    def _may_show(self, selected: str) -> bool:
        marks = self._layout.marks
        return (
            marks.has_gaps()
            or (self.arcs == "all" and bool(marks.relations))
            or (self.arcs == "selected" and marks.is_linked(selected))
        )

    def paint(self, painter: QPainter, clip: QRectF, view: QRectF, selected: str) -> None:
        """Draw what is in view (document coordinates)."""
        if not self._may_show(selected):
            self._paths, self._names, self._key = [], [], ()
            return
        key = (self._layout.generation, self.arcs, selected, view.top(), view.bottom())
        if key != self._key:
            self._key = key
            self._draw(view, selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._count <= _SMOOTH)
        for colour, lines, heads, dotted in self._paths:
            if lines.controlPointRect().adjusted(-4, -4, 4, 4).intersects(clip):
                style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colour, 1.2, style))
                painter.drawPath(lines)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.fillPath(heads, colour)
        surface = QColor(self._layout.looks.theme.surface)
        for colour, face, at, box in self._names:
            painter.fillRect(box, surface)
            painter.setPen(colour)
            face.draw(painter, at.x(), at.y())
        painter.restore()

    def _draw(self, view: QRectF, selected: str) -> None:
        """Work out the paths anew."""
        layout, looks = self._layout, self._layout.looks
        drop = looks.rules.wire_row / 2
        drawings = self._both_ways(self._links(view, selected), drop)
        threads = self._both_ways(self._threads(view), 0)
        self._paths = [path for one in drawings for path in _paths(layout, one, dotted=False)]
        self._paths += [path for one in threads for path in _paths(layout, one, dotted=True)]
        self._names = []
        self._count = sum(len(one.wires) for one in drawings)
        for name in [name for one in drawings for name in one.names]:
            if self._room(name) >= _LEAST_NAME:
                face, at, box = self._place(name)
                if not any(box.intersects(other) for _, _, _, other in self._names):
                    self._names.append((looks.styled(name.style).ink, face, at, box))

    def _both_ways(self, links: list[tuple[Link, bool]], drop: float) -> list[Drawing]:
        """The wires of text from left to right, in the left margin, and of the other in the right one."""
        layout = self._layout
        plain = [link for link, from_right in links if not from_right]
        width = layout.view_width
        turned = [mirrored_link(link, width) for link, from_right in links if from_right]
        drawings = []
        if plain:
            drawings.append(route(plain, left=layout.left, drop=drop, measure=self._measure))
        if turned:
            far = width - layout.left - layout.width
            drawings.append(mirrored(route(turned, left=far, drop=drop, measure=self._measure), width))
        return drawings

    def _measure(self, name: str) -> float:
        return self._layout.looks.small.horizontalAdvance(_spaced(name))

    def _room(self, name: Name) -> float:
        """How wide a name may be where it stands."""
        return {-1: name.x - 2, 0: self._layout.width, 1: self._layout.view_width - name.x - 2}[name.side]

    def _place(self, name: Name) -> tuple[Face, QPointF, QRectF]:
        looks = self._layout.looks
        face = looks.quiet(_spaced(name.text), self._room(name))
        x = {-1: name.x - face.width, 0: name.x - face.width / 2, 1: name.x}[name.side]
        baseline = name.y + looks.small.capHeight() / 2
        box = QRectF(
            x - 2, baseline - looks.small.capHeight() - 1, face.width + 4, looks.small.capHeight() + 3
        )
        return face, QPointF(x, baseline), box

    def _links(self, view: QRectF, selected: str) -> list[tuple[Link, bool]]:
        marks = self._layout.marks
        if self.arcs == "selected":
            found = marks.relations_of(selected)
        elif self.arcs == "none":
            found = []
        else:
            found = marks.relations_across(*self._stretch(view))
        return [
            link
            for one in found
            if (link := self._link(one, selected if self.arcs == "selected" else "", view))
        ]

    def _link(self, relation: Relation, selected: str, view: QRectF) -> tuple[Link, bool] | None:
        marks = self._layout.marks.annotations
        if relation.head not in marks or relation.tail not in marks:
            return None
        if not all(self._layout.marks.is_shown(marks[one]) for one in (relation.head, relation.tail)):
            return None
        inward = relation.tail == selected
        hub, other = (relation.tail, relation.head) if inward else (relation.head, relation.tail)
        style = self._layout.looks.style(marks[relation.head])
        number = self._layout.shown.block_at(marks[hub].start)
        link = Link(hub, self._end(hub, view), self._end(other, view), relation.type, style, not inward)
        return link, self._from_right(number)

    def _from_right(self, number: int) -> bool:
        picture = self._layout.pictures.get(number)
        return picture is not None and picture.mirrored

    def _threads(self, view: QRectF) -> list[tuple[Link, bool]]:
        """The threads between fragments that lie in different blocks."""
        links = []
        for uid, end, start in self._layout.marks.gaps_across(*self._stretch(view)):
            here, there = self._layout.shown.block_at(end - 1), self._layout.shown.block_at(start)
            if here != there:
                style = self._layout.looks.style(self._layout.marks.annotations[uid])
                ends = self._bar(uid, here, view), self._bar(uid, there, view)
                links.append((Link(f"{uid} {end}", *ends, "", style, None), self._from_right(here)))
        return links

    def _stretch(self, view: QRectF) -> tuple[int, int]:
        layout = self._layout
        first, last = layout.block_at(view.top()), layout.block_at(view.bottom())
        return layout.shown.starts[first], layout.shown.ends[last] + 1

    def _end(self, uid: str, view: QRectF) -> End:
        """Above the beginning of a mark; outside the view a height will do."""
        layout = self._layout
        number = layout.shown.block_at(layout.marks.annotations[uid].start)
        top = layout.top(number)
        picture = layout.pictures.get(number)
        first = picture.firsts.get(uid) if picture else None
        if first is None:
            return End(layout.left, _near(top, view))
        rules = layout.looks.rules
        above = rules.tag_row if layout.density != "none" else 0.0
        return End(first[0], _near(top + first[1] - above - rules.wire_row / 2 - 0.5, view))

    def _bar(self, uid: str, number: int, view: QRectF) -> End:
        """At the line under a mark's last part in a block."""
        layout = self._layout
        top = layout.top(number)
        picture = layout.pictures.get(number)
        boxes = [box for box in picture.boxes if box.uid == uid] if picture else []
        if not boxes:
            return End(layout.left, _near(top, view))
        box = boxes[-1]
        return End(box.left, _near(top + box.bar + layout.looks.bar / 2, view))


def _spaced(name: str) -> str:
    """A name of the scheme as it is read: made_by → made by."""
    return name.replace("_", " ")


def _near(y: float, view: QRectF) -> float:
    """A height far outside the view, brought near to it: painters dislike long lines."""
    return min(max(y, view.top() - 400), view.bottom() + 400)


def _paths(
    layout: CanvasLayout, drawing: Drawing, *, dotted: bool
) -> list[tuple[QColor, QPainterPath, QPainterPath, bool]]:
    """Lines and arrow heads, gathered by colour."""
    lines: dict[str, QPainterPath] = {}
    heads: dict[str, QPainterPath] = {}
    for wire in drawing.wires:
        _rounded(lines.setdefault(wire.style, QPainterPath()), wire.points)
    for arrow in drawing.arrows:
        heads.setdefault(arrow.style, QPainterPath()).addPolygon(_head(arrow))
    empty = QPainterPath()
    return [
        (layout.looks.styled(style).ink, path, heads.get(style, empty), dotted)
        for style, path in lines.items()
    ]


def _head(arrow: Arrow) -> QPolygonF:
    x, y = arrow.x, arrow.y + 1.5
    return QPolygonF(
        [QPointF(x - 3, y - 4.5), QPointF(x + 3, y - 4.5), QPointF(x, y), QPointF(x - 3, y - 4.5)]
    )


def _rounded(path: QPainterPath, points: tuple[tuple[float, float], ...]) -> None:
    """A line through the points with small round corners."""
    path.moveTo(*points[0])
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        before, after = max(abs(bx - ax), abs(by - ay)), max(abs(cx - bx), abs(cy - by))
        radius = min(4.0, before / 2, after / 2)
        if not radius:
            path.lineTo(bx, by)
            continue
        path.lineTo(bx - (bx - ax) / before * radius, by - (by - ay) / before * radius)
        path.quadTo(bx, by, bx + (cx - bx) / after * radius, by + (cy - by) / after * radius)
    path.lineTo(*points[-1])
