"""The ways of wires between marks: along the gaps above lines and down the margin, never over text. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from annotator.ui.canvas.layout import lanes

#: Pixels from the text to the first wire in the margin, and from wire to wire.
_FIRST: Final = 7.0
_STEP: Final = 5.0
_EDGE: Final = 4.0
#: Wires of neighbouring bundles run a little above or below each other in the same gap.
_SHIFTS: Final = (0.0, -2.0, 1.0)


class End(NamedTuple):
    """Where a wire meets a mark: above its beginning, in the gap over its line (document pixels)."""

    x: float
    y: float


class Link(NamedTuple):
    """One wire to lay: from the hub, which its bundle shares, to another mark.

    `outward` says whether the relation points away from the hub; None for a thread, without arrows.
    `style` is the label whose colour it takes, `name` what is written at it ("" for none).
    """

    hub: str
    start: End
    end: End
    name: str
    style: str
    outward: bool | None = True


class Wire(NamedTuple):
    """One line to draw through these points."""

    points: tuple[tuple[float, float], ...]
    style: str


class Arrow(NamedTuple):
    """A head of an arrow, pointing down at a mark."""

    x: float
    y: float
    style: str


class Name(NamedTuple):
    """A name to write: `side` -1 ends at `x`, 1 begins there, 0 is centred on it."""

    x: float
    y: float
    text: str
    style: str
    side: int


class Drawing(NamedTuple):
    """All that is to be drawn."""

    wires: list[Wire]
    arrows: list[Arrow]
    names: list[Name]


def route(
    links: Sequence[Link], *, left: float, drop: float, measure: Callable[[str], float] = len
) -> Drawing:
    """Lay the wires. Those of one hub share one line down the margin left of the text (`left`).

    Both ends of a wire go down by `drop` to their marks. Hubs whose wires pass each other keep apart.
    `measure` gives the width of a name; one too wide for the margin is written on its wire.
    """
    bundles: dict[str, list[Link]] = {}
    for link in links:
        bundles.setdefault(link.hub, []).append(link)
    drawing = Drawing([], [], [])
    trunks = {hub: far for hub, one in bundles.items() if (far := [link for link in one if not _level(link)])}
    columns = lanes([_reach(one) for one in trunks.values()])
    step = min(_STEP, (left - _FIRST - _EDGE) / max(1, max(columns, default=0)))
    for (_, one), column in zip(trunks.items(), columns, strict=True):
        _lay_trunk(drawing, one, left - _FIRST - column * step, drop, _SHIFTS[column % len(_SHIFTS)])
    outermost = left - _FIRST - max(columns, default=0) * step - 3
    _name_trunks(drawing, trunks.values(), outermost, left, measure)
    for one in bundles.values():
        for link in one:
            if _level(link):
                _lay_bracket(drawing, link, drop)
    return drawing


def mirrored_link(link: Link, width: float) -> Link:
    """The link as it lies in a view of that width seen in a mirror: for text from right to left."""
    start, end = (End(width - one.x, one.y) for one in (link.start, link.end))
    return link._replace(start=start, end=end)


def mirrored(drawing: Drawing, width: float) -> Drawing:
    """The drawing seen in a mirror: its margin is on the right then."""
    return Drawing(
        [Wire(tuple((width - x, y) for x, y in wire.points), wire.style) for wire in drawing.wires],
        [arrow._replace(x=width - arrow.x) for arrow in drawing.arrows],
        [name._replace(x=width - name.x, side=-name.side) for name in drawing.names],
    )


def _level(link: Link) -> bool:
    return abs(link.start.y - link.end.y) < 1


def _reach(links: Sequence[Link]) -> tuple[int, int]:
    ys = [y for link in links for y in (link.start.y, link.end.y)]
    return int(min(ys)), int(max(ys)) + 1


def _lay_trunk(drawing: Drawing, links: Sequence[Link], x: float, drop: float, shift: float) -> None:
    """One line from the hub into the margin, along it to the farthest ends, and out to every end."""
    style, hub = links[0].style, End(links[0].start.x, links[0].start.y + shift)
    drop -= shift
    outermost = {min(link.end.y for link in links), max(link.end.y for link in links)}
    for link in links:
        end = End(link.end.x, link.end.y + shift)
        way: tuple[tuple[float, float], ...] = ((x, end.y), (end.x, end.y), (end.x, end.y + drop))
        if link.end.y in outermost:
            way = ((hub.x, hub.y + drop), (hub.x, hub.y), (x, hub.y), *way)
        drawing.wires.append(Wire(way, link.style))
        if link.outward:
            drawing.arrows.append(Arrow(end.x, end.y + drop, link.style))
    if any(link.outward is False for link in links):
        drawing.arrows.append(Arrow(hub.x, hub.y + drop, style))


def _name_trunks(
    drawing: Drawing,
    bundles: Iterable[Sequence[Link]],
    x: float,
    left: float,
    measure: Callable[[str], float],
) -> None:
    """Names stand in the margin beside the line of the other end, those of one line under each other."""
    seen: set[tuple[int, str, str]] = set()
    taken: dict[int, int] = {}
    for link in [link for links in bundles for link in links if link.name]:
        y = round(link.end.y)
        if (y, link.style, link.name) in seen:
            continue
        seen.add((y, link.style, link.name))
        width = measure(link.name)
        if width > x - 2 and link.end.x - left > width + 16:
            drawing.names.append(Name(left + 6 + width / 2, link.end.y, link.name, link.style, 0))
            continue
        drawing.names.append(Name(x, y + 12 * taken.get(y, 0), link.name, link.style, -1))
        taken[y] = taken.get(y, 0) + 1


def _lay_bracket(drawing: Drawing, link: Link, drop: float) -> None:
    """Both ends in one line: a bracket in the gap above it."""
    (x, y), end = link.start, link.end
    drawing.wires.append(Wire(((x, y + drop), (x, y), (end.x, y), (end.x, y + drop)), link.style))
    if link.outward is not None:
        drawing.arrows.append(Arrow(end.x if link.outward else x, y + drop, link.style))
    if link.name:
        drawing.names.append(Name((x + end.x) / 2, y, link.name, link.style, 0))
