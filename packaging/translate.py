"""Brings the translations up to date: `python3 packaging/translate.py`; prints what waits for a translator.

Every text that the window shows is found in the sources, and each `resources/translations/*.ts` (the format
of Qt Linguist, TS 2.1) gets the new ones, marked unfinished, and loses those that are gone.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "resources" / "translations"

#: Functions whose text arguments are shown in the language of the window.
SHOWING = {"tr", "_tr", "translate", "count_words", "shown_later"}

#: Tables of the sources whose fields are shown: class name → names or places of the fields.
TABLES: dict[str, set[int | str]] = {
    "Action": {1, 2},
    "Key": {1},
    "Setting": {"title", "help", "section"},
}


def texts() -> dict[str, list[str]]:
    """Every text to translate, with the modules that show it, in the order of the sources."""
    found: dict[str, list[str]] = {}
    for path in [ROOT / "annotator" / "settings.py", *sorted((ROOT / "annotator" / "ui").rglob("*.py"))]:
        module = path.relative_to(ROOT / "annotator").with_suffix("").as_posix()
        for text in _of_module(ast.parse(path.read_text(encoding="utf-8"))):
            places = found.setdefault(text, [])
            if module not in places:
                places.append(module)
    return found


def _of_module(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SHOWING:
            arguments = node.args[1:] if name in {"translate", "count_words"} else node.args
            for argument in arguments:
                yield from _constants(argument)
        elif name in TABLES:
            wanted = TABLES[name]
            for place, argument in enumerate(node.args):
                if place in wanted:
                    yield from _constants(argument)
            for keyword in node.keywords:
                if keyword.arg in wanted:
                    yield from _constants(keyword.value)


def _constants(node: ast.expr) -> Iterator[str]:
    """The text itself, either branch of a choice, every item or value of a table."""
    match node:
        case ast.Constant(value=str(text)) if text.strip():
            yield text
        case ast.IfExp():
            yield from _constants(node.body)
            yield from _constants(node.orelse)
        case ast.Tuple() | ast.List() | ast.Set():
            for one in node.elts:
                yield from _constants(one)
        case ast.Dict():
            for one in node.values:
                yield from _constants(one)


def read(path: Path) -> dict[str, str]:
    """Text → translation; "" where it waits for one."""
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in ElementTree.parse(path).iter("message")
    }


def write(path: Path, messages: dict[str, str], places: dict[str, list[str]]) -> None:
    """Write the catalogue, one context for each module that shows a text first."""
    root = ElementTree.Element(
        "TS", version="2.1", language=path.stem.rpartition("_")[2], sourcelanguage="en"
    )
    contexts: dict[str, ElementTree.Element] = {}
    for text, modules in places.items():
        if modules[0] not in contexts:
            contexts[modules[0]] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[modules[0]], "name").text = modules[0]
        message = ElementTree.SubElement(contexts[modules[0]], "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        translation.text = messages.get(text, "")
        if not translation.text:
            translation.set("type", "unfinished")
    ElementTree.indent(root, " ")
    words = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{words}\n', encoding="utf-8")


def main() -> int:
    """Bring every catalogue up to date; 1 when a text waits for its translation."""
    places, waiting = texts(), 0
    for path in sorted(PLACE.glob("*.ts")):
        messages = read(path)
        write(path, messages, places)
        missing = [text for text in places if not messages.get(text)]
        waiting += len(missing)
        print(f"{path.name}: {len(places)} texts, {len(missing)} without translation")
        for text in missing:
            print(f"  {places[text][0]}: {text!r}")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
