"""Word documents and workbooks made from headings, paragraphs, tables and charts of values.

WordprocessingML and DrawingML after ECMA-376, parts 1 (transitional). The charts are native ones: they
can be restyled in Word and Excel. Every write is whole or does not happen.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal
from xml.sax.saxutils import escape, quoteattr

import msgspec

from annotator.model.tables.table import printable
from annotator.safe_files import whole_file

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.worksheet.worksheet import Worksheet

#: What stands in a table; None is an empty cell.
Content = str | int | float | None

#: Excel's longest sheet name and cell (UTF-16 units; the half is safe for any character).
_LONGEST_NAME: Final = 31
_LONGEST_CELL: Final = 16_000

#: A page of A4 between its margins, in twentieths of a point: upright and across.
_UPRIGHT: Final = 9_638
_ACROSS: Final = 14_570

#: Tables with more columns than this turn the page.
_MOST_UPRIGHT: Final = 6


class Heading(msgspec.Struct, frozen=True):
    """A heading of level 1..3."""

    text: str
    level: int = 2


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph; `role` picks its look."""

    text: str
    role: Literal["body", "quote", "quiet"] = "body"


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """A table: a title (also the sheet's name), its header, its rows; `about` explains it."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Content]]
    about: str = ""


class Bars(msgspec.Struct, frozen=True, kw_only=True):
    """A bar for each name, with an interval where `low` and `high` are given (None: without)."""

    title: str
    names: Sequence[str]
    values: Sequence[float]
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()


Part = Heading | Paragraph | Grid | Bars


# ---------------------------------------------------------------------- Word


def write_docx(parts: Iterable[Part], target: Path, *, title: str) -> None:
    """Write a Word document. Raises `WriteError`; what stood at `target` is then untouched."""
    parts = list(parts)
    charts = [part for part in parts if isinstance(part, Bars) and part.names]
    wide = any(isinstance(part, Grid) and len(part.header) > _MOST_UPRIGHT for part in parts)
    with whole_file(target) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _types(len(charts)))
        archive.writestr("_rels/.rels", _ROOT)
        archive.writestr("docProps/core.xml", _CORE.format(_words(title)))
        archive.writestr("word/styles.xml", _STYLES)
        archive.writestr("word/document.xml", _document(parts, title, wide=wide))
        archive.writestr("word/_rels/document.xml.rels", _relations(len(charts)))
        for number, chart in enumerate(charts, start=1):
            archive.writestr(f"word/charts/chart{number}.xml", _chart_xml(chart))


def _document(parts: Sequence[Part], title: str, *, wide: bool) -> str:
    body, charts = [_paragraph(title, "Title")], 0
    for part in parts:
        match part:
            case Heading():
                body.append(_paragraph(part.text, f"Heading{part.level}"))
            case Paragraph():
                body.append(
                    _paragraph(part.text, {"body": "", "quote": "Quote", "quiet": "Quiet"}[part.role])
                )
            case Grid():
                body += _grid(part, _ACROSS if wide else _UPRIGHT)
            case Bars() if part.names:
                charts += 1
                body.append(_drawing(part, charts))
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if wide else 'w:w="11906" w:h="16838"'
    body.append(
        f'<w:sectPr><w:pgSz {size}/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    return f"{_HEAD}<w:document {_SPACES}><w:body>{''.join(body)}</w:body></w:document>"


def _paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{_run(text)}</w:p>"


def _run(text: str) -> str:
    lines = [f'<w:t xml:space="preserve">{line}</w:t>' for line in _words(text).split("\n")]
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"


def _grid(grid: Grid, width: int) -> list[str]:
    made = [_paragraph(grid.title, "Heading2")]
    if grid.about:
        made.append(_paragraph(grid.about, "Quiet"))
    widths = _widths(grid, width)
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    numeric = [any(_is_number(row[place]) for row in grid.rows) for place in range(len(grid.header))]
    header = "".join(
        _cell(word, one, "TableHead", right=right)
        for word, one, right in zip(grid.header, widths, numeric, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{header}</w:tr>"]
    for row in grid.rows:
        cells = "".join(
            _cell(content, one, "TableText", right=_is_number(content))
            for content, one in zip(row, widths, strict=True)
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    made.append(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Lines"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )
    made.append(_paragraph(""))
    return made


def _widths(grid: Grid, width: int) -> list[int]:
    """Widths of the columns in twentieths of a point, by the longest content each holds (6..40 letters)."""
    longest = [
        min(40, max([6, len(word), *(len(_shown(row[place])) for row in grid.rows[:200])]))
        for place, word in enumerate(grid.header)
    ]
    return [width * one // sum(longest) for one in longest]


def _cell(content: Content, width: int, style: str, *, right: bool) -> str:
    side = '<w:jc w:val="right"/>' if right else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f"{side}</w:pPr>{_run(_shown(content))}</w:p></w:tc>"
    )


def _is_number(content: Content) -> bool:
    return isinstance(content, int | float)


def _shown(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, float):
        return f"{content:.3f}".replace("-", "−")
    return f"{content:,}" if isinstance(content, int) else content


def _words(text: str) -> str:
    return escape(printable(text)[0])


def _drawing(chart: Bars, number: int) -> str:
    height = 900_000 + 260_000 * len(chart.names)
    return (
        '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="6000000" cy="{min(height, 7_500_000)}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr={quoteattr(printable(chart.title)[0])}/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="'
        f'{_CHART_SPACE}"><c:chart r:id="rIdChart{number}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def _chart_xml(bars: Bars) -> str:
    """The chart with its numbers in it, since a document has no sheet to refer to."""
    from openpyxl.chart.data_source import AxDataSource, NumDataSource, StrData, StrVal
    from openpyxl.chart.error_bar import ErrorBars
    from openpyxl.xml.functions import tostring

    names = StrData(ptCount=len(bars.names), pt=[StrVal(at, name) for at, name in enumerate(bars.names)])
    chart = _bar_chart(bars)
    series = chart.series[0]
    series.cat = AxDataSource(strLit=names)
    series.val = NumDataSource(numLit=_numbers(bars.values))
    above, below = zip(*_ends(bars), strict=True)
    if any((*above, *below)):
        plus, minus = NumDataSource(numLit=_numbers(above)), NumDataSource(numLit=_numbers(below))
        series.errBars = ErrorBars(errValType="cust", plus=plus, minus=minus)
    xml: bytes | str = tostring(chart._write())  # type: ignore[attr-defined]  # str or bytes, by the library in use
    return xml.decode() if isinstance(xml, bytes) else xml


def _bar_chart(bars: Bars) -> BarChart:
    from openpyxl.chart import BarChart
    from openpyxl.chart.series import Series
    from openpyxl.chart.shapes import GraphicalProperties

    from annotator.formats.xlsx.book import small_title

    chart = BarChart(barDir="bar", gapWidth=60)
    chart.title = small_title(printable(bars.title)[0])
    chart.legend = None
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = min(0.0, *bars.values), max(1.0, *bars.values)
    series = Series(idx=0, order=0, spPr=GraphicalProperties(solidFill="2563EB"))
    chart.series.append(series)
    return chart


def _ends(bars: Bars) -> list[tuple[float, float]]:
    """How far each interval reaches above and below its value; 0 where there is none."""
    low, high = bars.low or [None] * len(bars.values), bars.high or [None] * len(bars.values)
    return [
        ((value if top is None else top) - value, value - (value if bottom is None else bottom))
        for value, bottom, top in zip(bars.values, low, high, strict=True)
    ]


def _numbers(values: Sequence[float]) -> Any:
    from openpyxl.chart.data_source import NumData, NumVal

    return NumData(ptCount=len(values), pt=[NumVal(at, v=repr(float(one))) for at, one in enumerate(values)])


# ---------------------------------------------------------------------- workbook


def write_xlsx(parts: Iterable[Part], target: Path, *, title: str) -> None:
    """Write a workbook: words on the first sheet, a sheet for each table, charts beside the words.

    Text stays text: what begins with "=" is no formula. Raises `WriteError`.
    """
    from openpyxl import Workbook

    book = Workbook()
    first: Worksheet = book.worksheets[0]
    names: set[str] = set()
    first.title = _sheet_name(title, names)
    first.column_dimensions["A"].width = 110
    at = _put(first, 1, title, bold=True)
    for part in parts:
        match part:
            case Heading() | Paragraph():
                at = _put(first, at + 1, part.text, bold=isinstance(part, Heading))
            case Grid():
                _sheet(book.create_sheet(_sheet_name(part.title, names)), part)
            case Bars() if part.names:
                _chart_sheet(book.create_sheet(_sheet_name(part.title, names)), part)
    with whole_file(target) as stream:
        book.save(stream)


def _put(sheet: Worksheet, row: int, text: str, *, bold: bool) -> int:
    from openpyxl.styles import Alignment, Font

    cell = _typed(sheet, row, 1, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return row


def _typed(sheet: Worksheet, row: int, column: int, content: Content) -> Any:
    cell = sheet.cell(row, column)
    if isinstance(content, str):
        cell.value = printable(content)[0][:_LONGEST_CELL]
        cell.data_type = "s"
        cell.quotePrefix = content[:1] in set("=+-@")
    else:
        cell.value = content
    return cell


def _sheet(sheet: Worksheet, grid: Grid) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, word in enumerate(grid.header, start=1):
        _typed(sheet, 1, column, word).font = Font(bold=True)
    for row, contents in enumerate(grid.rows, start=2):
        for column, content in enumerate(contents, start=1):
            cell = _typed(sheet, row, column, content)
            if isinstance(content, float):
                cell.number_format = "0.000"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for column, width in enumerate(_widths(grid, 100), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(9, min(60, width * 2))
    sheet.freeze_panes = "A2"


def _chart_sheet(sheet: Worksheet, bars: Bars) -> None:
    from openpyxl.chart import Reference
    from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
    from openpyxl.chart.error_bar import ErrorBars

    low, high = bars.low or [None] * len(bars.names), bars.high or [None] * len(bars.names)
    rows = [
        (name, value, bottom, top, *ends)
        for name, value, bottom, top, ends in zip(
            bars.names, bars.values, low, high, _ends(bars), strict=True
        )
    ]
    header = ("", "Value", "From", "To", "Above", "Below")
    _sheet(sheet, Grid(title=bars.title, header=header, rows=rows))
    chart, last = _bar_chart(bars), len(rows) + 1

    def numbers(column: int) -> NumDataSource:
        place = Reference(sheet, min_col=column, min_row=2, max_row=last)
        return NumDataSource(numRef=NumRef(f=str(place)))

    series = chart.series[0]
    series.cat = AxDataSource(strRef=StrRef(f=str(Reference(sheet, min_col=1, min_row=2, max_row=last))))
    series.val = numbers(2)
    series.errBars = ErrorBars(errValType="cust", plus=numbers(5), minus=numbers(6))
    chart.width, chart.height = 22, min(40.0, 4 + 0.7 * len(rows))
    sheet.add_chart(chart, "H2")


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\, and not there already."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", printable(title)[0]).strip().strip("'") or "Sheet"
    name, number = plain[:_LONGEST_NAME], 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: _LONGEST_NAME - 4]} {number}"
    taken.add(name.casefold())
    return name


# ---------------------------------------------------------------------- what never changes in a .docx

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CHART_SPACE: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES: Final = (
    f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}" xmlns:c="{_CHART_SPACE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_ROOT: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_CORE: Final = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)


def _types(charts: int) -> str:
    form = "application/vnd.openxmlformats-officedocument"
    parts = "".join(
        f'<Override PartName="/word/charts/chart{number}.xml" ContentType="{form}.drawingml.chart+xml"/>'
        for number in range(1, charts + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{form}.wordprocessingml.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{form}.wordprocessingml.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{parts}</Types>'
    )


def _relations(charts: int) -> str:
    made = "".join(
        f'<Relationship Id="rIdChart{number}" Type="{_OFFICE}/chart" Target="charts/chart{number}.xml"/>'
        for number in range(1, charts + 1)
    )
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rIdStyles" Type="{_OFFICE}/styles" Target="styles.xml"/>{made}</Relationships>'
    )


def _style(name: str, words: str, look: str, *, size: int, bold: bool = False, colour: str = "1F2328") -> str:
    """A paragraph style; `size` in half points."""
    weight = "<w:b/>" if bold else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{words}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{look}</w:pPr><w:rPr>{weight}<w:color w:val="{colour}"/><w:sz w:val="{size}"/></w:rPr>'
        "</w:style>"
    )


def _heading(level: int, size: int) -> str:
    look = f'<w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", look, size=size, bold=True)


_STYLES: Final = (
    f'{_HEAD}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    + _style("Title", "Title", '<w:spacing w:after="200"/>', size=36, bold=True)
    + _heading(1, 30)
    + _heading(2, 25)
    + _heading(3, 22)
    + _style(
        "Quote",
        "Quote",
        '<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="2563EB"/></w:pBdr>'
        '<w:ind w:left="284"/>',
        size=21,
    )
    + _style("Quiet", "Quiet", "", size=18, colour="57606A")
    + _style("TableHead", "Table Head", '<w:spacing w:before="30" w:after="30"/>', size=17, bold=True)
    + _style("TableText", "Table Text", '<w:spacing w:before="20" w:after="20" w:line="240"/>', size=17)
    + '<w:style w:type="table" w:styleId="Lines"><w:name w:val="Lines"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:color="1F2328"/><w:bottom w:val="single" w:sz="8" w:color="1F2328"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="E1E4E8"/></w:tblBorders></w:tblPr></w:style></w:styles>'
)
