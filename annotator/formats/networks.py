"""Networks for Gephi, visone and others: GraphML or GEXF with weights, signs and dates on the edges."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, cast

from annotator.errors import ReadError
from annotator.model.exchange import (
    Dataset,
    ExportReport,
    Option,
    Options,
    Progress,
    no_progress,
)
from annotator.model.extras import needed
from annotator.model.networks import KINDS, Kind, Network, networks
from annotator.model.outgoing import outgoing, xml_text
from annotator.safe_files import whole_file

#: networkx dates a GEXF file; the same data must give the same bytes.
_DATED: Final = re.compile(rb' lastmodifieddate="[^"]*"')
_UNSAFE: Final = re.compile(r"[^0-9A-Za-z-]+")
_WINDOWS: Final = {"none": "", "years": "year", "months": "month"}


class Networks:
    """The `Format` that writes networks by networkx; how they are worked out stands in `model.networks`."""

    name = "networks"
    title = "Network (GraphML, GEXF)"
    suffix = ".graphml"
    suffixes: tuple[str, ...] = ()
    reads = False
    writes = True
    keeps = frozenset({"relations", "entities", "overlaps"})
    options: tuple[Option, ...] = (
        Option(
            name="kind",
            label="Who with what",
            kind="choice",
            default=KINDS[0],
            choices=list(KINDS),
            help="Claims by their issue; actor–actor: who speaks of whom; together: in one article.",
        ),
        Option(
            name="windows",
            label="Also one for each of the",
            kind="choice",
            default="none",
            choices=list(_WINDOWS),
        ),
        Option(name="coder", label="Only the marks of this coder", kind="text", default=""),
    )
    extra = "network"

    def sniff(self, path: Path, head: bytes) -> float:
        """Never: this format is not read."""
        return 0.0

    def write(
        self, dataset: Dataset, target: Path, options: Options, progress: Progress = no_progress
    ) -> ExportReport:
        """Write `target`, GEXF when it ends in .gexf, and NAME.2025 … for time windows.

        Raises `WriteError`, `MissingExtraError`.
        """
        with needed(self.extra, "networks"):
            import networkx  # noqa: F401 - missing it is told before the data are gone through
        report = ExportReport()
        kind = cast(Kind, options.get("kind") or KINDS[0])
        window = _WINDOWS.get(str(options.get("windows", "none")), "")
        coder = str(options.get("coder", ""))
        records = outgoing(dataset, report, keeps=self.keeps, progress=progress)
        found = networks(records, kind, entities=dataset.entities, coder=coder)
        whole = found[0] if found else Network(kind=kind, window="", nodes=[], edges=[])
        parts = [(target, whole)]
        if window:
            named = cast(Literal["year", "month"], window)
            windows = networks(dataset.records, kind, entities=dataset.entities, window=named, coder=coder)
            parts += [(_beside(target, one.window), one) for one in windows]
        for path, network in parts:
            with whole_file(path) as out:
                out.write(_drawn(network, gexf=target.suffix.lower() == ".gexf"))
            report.files.append(str(path))
        return report

    def read(self, path: Path, options: Options) -> Dataset:
        """Not offered: raises `ReadError`."""
        raise ReadError("Networks can be written, not read. Read the data that they were made from.")


def _beside(target: Path, window: str) -> Path:
    name = _UNSAFE.sub("-", window) or "undated"
    return target.with_name(f"{target.stem}.{name}{target.suffix}")


def _drawn(network: Network, *, gexf: bool) -> bytes:
    """The network as a file: directed, but for "together"."""
    import networkx as nx

    graph = nx.Graph() if network.kind == "together" else nx.DiGraph()
    for node in network.nodes:
        said = {"label": node.name, "kind": node.kind, "type": node.type}
        graph.add_node(xml_text(node.key)[0], weight=node.weight, **dict(_words(said)))
    for edge in network.edges:
        ends = xml_text(edge.source)[0], xml_text(edge.target)[0]
        dates = dict(_words({"first": edge.first, "last": edge.last}))
        counts = {
            "weight": edge.weight,
            "plus": edge.plus,
            "minus": edge.minus,
            "articles": len(edge.articles),
        }
        graph.add_edge(*ends, sign=float(edge.sign), **counts, **dates)
    out = io.BytesIO()
    if gexf:
        nx.write_gexf(graph, out)
        return _DATED.sub(b"", out.getvalue())
    nx.write_graphml(graph, out)
    return out.getvalue()


def _words(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, xml_text(words)[0]) for name, words in said.items())


FORMAT = Networks()
