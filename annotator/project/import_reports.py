"""What an import did, in a file that can be kept: a table for Excel, or words."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from annotator.model.exchange import ImportReport
from annotator.safe_files import whole_file


def write_report(report: ImportReport, path: Path, summary: str) -> None:
    """Write the problems of an import to a file: a table when it is called .csv, else lines with tabs.

    `summary` stands above the lines. Raises `WriteError`; a file that was there is replaced.
    """
    rows = [("failed", one) for one in report.failed] + [("note", one) for one in report.warnings]
    if path.suffix.lower() == ".csv":
        held = io.StringIO(newline="")
        writer = csv.writer(held)
        writer.writerow(["what", "file", "record", "message"])
        writer.writerows(
            [what, _harmless(one.file), _harmless(one.record), one.message] for what, one in rows
        )
        data = held.getvalue().encode("utf-8-sig", "replace")
    else:
        lines = [f"{what}\t{one.file}\t{one.record}\t{one.message}" for what, one in rows]
        data = "\n".join([summary, "", *lines, ""]).encode("utf-8", "replace")
    with whole_file(path) as stream:
        stream.write(data)


def _harmless(words: str) -> str:
    """A cell that no spreadsheet takes for a formula: names of files are others' words."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t")) else words
