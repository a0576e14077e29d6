"""The workbook around the rows, made with openpyxl: formats, empty sheets, the summary and its charts."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from annotator.formats.xlsx.cells import StyleIds, column_letters
from annotator.model.scheme import Scheme
from annotator.model.tables.overview import CrossTable
from annotator.model.tables.table import Column, looks_like_formula, printable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.chart import BarChart
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.title import Title
    from openpyxl.worksheet.worksheet import Worksheet

_TEXT: Final = "1F2328"
_MUTED: Final = "8A93A0"
_HEADER: Final = "F3F4F6"
_LINE: Final = "D0D4DA"
_ACCENT: Final = "2563EB"

#: Colours of the polarities of the default scheme; others take the palette in turn.
_POLARITIES: Final = {"positive": "00795A", "negative": "C0392B", "neutral": "8A93A0", "mixed": "B36B00"}
_PALETTE: Final = ("0072B2", "B36B00", "00795A", "B8477F", "6B4FB3", "A63D2F", "2F7D8C", "6E7400")

_BOLD: Final = frozenset({"header", "number header", "title"})

#: Tables with more columns than this are printed on several pages side by side.
_FITS_A_PAGE: Final = 14

#: Height of a row and width of a character, in centimetres, for the place that a chart takes.
_ROW_CM: Final = 0.53


class Book:
    """A workbook with our cell formats. Sheets are added in order; `saved` gives it as a file."""

    def __init__(self, scheme: Scheme, *, changed: datetime) -> None:
        from openpyxl import Workbook

        self._book: Workbook = Workbook()
        self._colours = {label.name: label.colour.lstrip("#").upper() for label in scheme.labels}
        first = self._book.active
        assert first is not None
        self._first = first
        self._styles = _Styles(first)
        self.plain = self._styles.ids(self._colours, wrapped=False)
        self.wrapped = self._styles.ids(self._colours, wrapped=True)
        self._book.properties.creator = "Annotator"
        self._book.properties.created = changed

    def add_sheet(self, name: str, columns: list[Column], widths: list[int], rows: int) -> None:
        """An empty sheet for that many rows and a header: frozen, filterable, as wide as needed."""
        sheet = self._book.create_sheet(name)
        last = column_letters(len(columns) - 1)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{last}{rows + 1}"
        for place, width in enumerate(widths):
            sheet.column_dimensions[column_letters(place)].width = width
        _for_paper(sheet, one_page_wide=len(columns) <= _FITS_A_PAGE)
        sheet.print_title_rows = "1:1"

    def add_summary(self, tables: list[CrossTable]) -> None:
        """The sheet with the cross tables, and a chart beside each."""
        sheet = self._book.create_sheet("Summary")
        sheet.sheet_view.showGridLines = False
        sheet.column_dimensions["A"].width = 32
        row = 1
        for table in tables:
            row = self._add_table(sheet, table, row) + 2
        if not tables:
            self._put(sheet, 1, 1, "There are no annotations yet.")
        _for_paper(sheet)

    def without_scratch(self) -> list[str]:
        """Take the sheet away that formats were made on; gives the names of the others in order."""
        self._book.remove(self._first)
        return list(self._book.sheetnames)

    def saved(self) -> BytesIO:
        """The workbook as a file; the sheets still want their rows."""
        self._book.active = 0
        file = BytesIO()
        self._book.save(file)
        file.seek(0)
        return file

    def _add_table(self, sheet: Worksheet, table: CrossTable, row: int) -> int:
        """Write the table and its chart with its title at `row`; gives the first row below both."""
        self._put(sheet, row, 1, table.name, "title")
        sheet.row_dimensions[row].height = 22
        head, last = row + 1, row + 1 + len(table.rows)
        for place, name in enumerate([table.head, *table.columns, "all"], start=1):
            self._put(sheet, head, place, name, "header" if place == 1 else "number header")
            letter = column_letters(place - 1)
            width = sheet.column_dimensions[letter].width
            sheet.column_dimensions[letter].width = max(width, len(name) + 3)
        for down, (name, counts) in enumerate(table.rows, start=head + 1):
            self._put(sheet, down, 1, name)
            for across, number in enumerate([*counts, sum(counts)], start=2):
                self._put(sheet, down, across, number)
        chart = self._chart(sheet, table, head, last)
        sheet.add_chart(chart, f"{column_letters(len(table.columns) + 3)}{row}")
        return max(last, row + int(chart.height / _ROW_CM)) + 1

    def _put(self, sheet: Worksheet, row: int, column: int, value: str | int, look: str = "text") -> None:
        cell: Cell = sheet.cell(row, column)  # type: ignore[assignment]
        if isinstance(value, str):
            value = printable(value)[0]
            look = "quoted" if look == "text" and looks_like_formula(value) else look
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        self._styles.apply(cell, look)

    def _chart(self, sheet: Worksheet, table: CrossTable, head: int, last: int) -> BarChart:
        from openpyxl.chart import BarChart, Reference

        chart = BarChart()
        chart.type = "col" if table.over_time else "bar"
        chart.grouping, chart.overlap, chart.gapWidth = "stacked", 100, 60
        chart.title = small_title(table.name)
        chart.width = 17
        chart.height = 8 if table.over_time else min(20, max(6, 4 + round(0.6 * len(table.rows))))
        chart.legend.position = "b"
        across = len(table.columns) + 1
        data = Reference(sheet, min_col=2, max_col=across, min_row=head, max_row=last)
        chart.add_data(data, titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
        for place, (name, series) in enumerate(zip(table.columns, chart.series, strict=True)):
            colours = self._colours if table.label_columns else _POLARITIES
            series.graphicalProperties.solidFill = colours.get(name, _PALETTE[place % len(_PALETTE)])
            series.graphicalProperties.line.noFill = True
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.y_axis.majorGridlines = _thin_lines()
        chart.y_axis.number_format = "0"
        if not table.over_time:
            chart.x_axis.scaling.orientation = "maxMin"  # the first row of the table on top
            chart.y_axis.crosses = "max"  # and the numbers still below
        return chart


class _Styles:
    """Cell formats, registered in the workbook once each."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._scratch = 0

    def ids(self, colours: dict[str, str], *, wrapped: bool) -> StyleIds:
        """The ids of all formats that rows are written in."""
        return StyleIds(
            header=self._id("header", wrapped=wrapped),
            text=self._id("text", wrapped=wrapped),
            id=self._id("id", wrapped=wrapped),
            quoted=self._id("quoted", wrapped=wrapped),
            number=self._id("number", wrapped=wrapped),
            date=self._id("date", wrapped=wrapped),
            time=self._id("time", wrapped=wrapped),
            labels={name: self._label_id(name, colour) for name, colour in colours.items()},
        )

    def apply(self, cell: Cell, look: str, *, wrapped: bool = False) -> None:
        """Give the cell that look."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell.font = Font(name="Calibri", size=11, color=_TEXT, bold=look in _BOLD)
        side = "left" if wrapped else None  # among words a number stands on the left, too
        cell.alignment = Alignment(vertical="top", wrap_text=wrapped, horizontal=side)
        if look in {"header", "number header"}:
            cell.fill = PatternFill("solid", fgColor=_HEADER)
            cell.border = Border(bottom=Side(style="thin", color=_LINE))
            side = "right" if look == "number header" else None
            cell.alignment = Alignment(vertical="center", horizontal=side)
        elif look == "title":
            cell.font = Font(name="Calibri", size=14, color=_TEXT, bold=True)
        elif look == "date":
            cell.number_format = "yyyy-mm-dd"
            cell.alignment = Alignment(vertical="top", horizontal="left")
        elif look == "time":
            cell.number_format = "yyyy-mm-dd hh:mm:ss"
            cell.alignment = Alignment(vertical="top", horizontal="left")
        elif look == "id":
            cell.font = Font(name="Calibri", size=11, color=_MUTED)
        cell.quotePrefix = look == "quoted"

    def _id(self, look: str, *, wrapped: bool) -> int:
        cell = self._cell()
        self.apply(cell, look, wrapped=wrapped)
        return cell.style_id

    def _label_id(self, name: str, colour: str) -> int:
        from openpyxl.styles import Font, PatternFill

        cell = self._cell()
        self.apply(cell, "quoted" if looks_like_formula(name) else "text")
        cell.fill = PatternFill("solid", fgColor=_mixed(colour, "FFFFFF", 0.84))
        cell.font = Font(name="Calibri", size=11, bold=True, color=_mixed(colour, "000000", 0.25))
        return cell.style_id

    def _cell(self) -> Cell:
        self._scratch += 1
        return self._sheet.cell(1, self._scratch)  # type: ignore[return-value]


def _mixed(colour: str, other: str, share: float) -> str:
    """`colour` with that share of `other` in it."""
    pairs = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (0, 2, 4)]
    return "".join(f"{round(one * (1 - share) + two * share):02X}" for one, two in pairs)


def _thin_lines() -> ChartLines:
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="E4E6EA", w=6350)))


def small_title(words: str) -> Title:
    """A chart's title, 12 points instead of 18."""
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import (
        CharacterProperties,
        Paragraph,
        ParagraphProperties,
        RegularTextRun,
    )

    size = CharacterProperties(sz=1200, b=True)
    run = RegularTextRun(rPr=size, t=words)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=size), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _for_paper(sheet: Worksheet, *, one_page_wide: bool = True) -> None:
    """Landscape, and as wide as one page unless that would be too small to read."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    if not one_page_wide:
        return
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
