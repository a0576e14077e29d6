"""Label Studio: tasks with annotations and predictions as JSON, and their configuration."""

from __future__ import annotations

from pathlib import Path

from annotator.formats.labelstudio.reading import read_tasks
from annotator.formats.labelstudio.writing import KEEPS, write_tasks
from annotator.model.exchange import Dataset, ExportReport, Option, Options, Progress, no_progress
from annotator.model.incoming import json_keys, peek


class LabelStudio:
    """The `Format` of Label Studio (https://labelstud.io/guide/task_format), code points since 2021-10."""

    name = "labelstudio"
    title = "Label Studio JSON"
    suffix = ".json"
    suffixes: tuple[str, ...] = (".json",)
    reads = True
    writes = True
    keeps = KEEPS
    options: tuple[Option, ...] = ()
    extra = ""

    def sniff(self, path: Path, head: bytes) -> float:
        """By the fields of a task: data with annotations, predictions or (before 1.0) completions."""
        if path.is_dir() or peek(head).lstrip()[:1] not in {"[", "{"}:
            return 0.0
        keys = json_keys(head)
        if {"from_name", "to_name"} <= keys or {"annotation_id", "annotator", "lead_time"} <= keys:
            return 0.95
        tasks = "data" in keys and bool(keys & {"annotations", "predictions", "completions"})
        return 0.6 if tasks else 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write the tasks, and NAME.config.xml for the project's labelling interface. Raises `WriteError`."""
        return write_tasks(dataset, target, progress)

    def read(self, path: Path, options: Options) -> Dataset:
        """Read JSON or JSON-MIN, with NAME.config.xml if it stands beside. Raises `ReadError`."""
        return read_tasks(path, str(options.get("encoding", "")))


FORMAT = LabelStudio()
