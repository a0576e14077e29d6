"""W3C Web Annotation: JSON-LD with positions and quotes, the articles' texts as bodies that describe them."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.webannotation.reading import read_annotations
from annotator.formats.webannotation.writing import KEEPS, write_annotations
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.incoming import json_keys, peek


class WebAnnotation:
    """The `Format` of https://www.w3.org/TR/annotation-model/: code points, end exclusive."""

    name = "webannotation"
    title = "W3C Web Annotation (JSON-LD)"
    suffix = ".jsonld"
    suffixes: tuple[str, ...] = (".jsonld", ".json", ".jsonl", ".zip")
    reads = True
    writes = True
    keeps = KEEPS
    options: tuple[Option, ...] = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By the context's address, or by the selectors' names."""
        if path.is_dir() or peek(head).lstrip()[:1] not in {"{", "["}:
            return 0.0
        text = peek(head)
        if "www.w3.org/ns/anno" in text:
            return 0.97
        selectors = "TextPositionSelector" in text or "TextQuoteSelector" in text
        return 0.8 if selectors and {"target", "selector"} & json_keys(head) else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write one AnnotationPage, streamed. Raises `WriteError`."""
        return write_annotations(dataset, target, progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """Read annotations, a page, a collection or JSON lines of them; texts inside or in files beside.

        Raises `ReadError`.
        """
        return read_annotations(path, str(options.get("encoding", "")))


FORMAT = WebAnnotation()
