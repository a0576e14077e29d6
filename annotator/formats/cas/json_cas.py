"""JSON CAS 0.4 to structures. `@feature` refers to another structure, `^feature` is an anchor in the text.

Source: https://github.com/apache/uima-uimaj-io-jsoncas, SPECIFICATION.
"""

from __future__ import annotations

from typing import Any, Final

from annotator.formats.cas.structures import Document, Structure, made_document
from annotator.model.encoding import decode
from annotator.model.incoming import broken, json_value

_OWN: Final = frozenset({"%ID", "%TYPE", "%FLAGS", "%ELEMENTS"})


def read_json(data: bytes, name: str) -> Document:
    """The document of a JSON CAS file. Raises `ReadError`."""
    content = json_value(decode(data).text, file=name, record="")
    listed = content.get("%FEATURE_STRUCTURES") if isinstance(content, dict) else None
    if isinstance(listed, dict):
        listed = [{"%ID": number, **one} for number, one in listed.items() if isinstance(one, dict)]
    if not isinstance(listed, list):
        raise broken(name, "", "it has no list %FEATURE_STRUCTURES")
    structures: dict[int, Structure] = {}
    sofas: dict[int, str] = {}
    for place, one in enumerate(listed, 1):
        made = _structure(one, name, place)
        if made.type == "uima.cas.Sofa" and isinstance(one.get("sofaString"), str):
            sofas[made.id] = one["sofaString"]
        structures[made.id] = made
    return made_document(name, sofas, structures)


def _structure(one: Any, name: str, place: int) -> Structure:
    if not isinstance(one, dict) or not isinstance(one.get("%TYPE"), str):
        raise broken(name, str(place), "a feature structure has no type")
    number = _whole(one.get("%ID"), name, place)
    made = Structure(id=number, type=one["%TYPE"], values={}, refs={})
    if isinstance(one.get("%ELEMENTS"), list):
        elements = one["%ELEMENTS"]
        if one["%TYPE"].endswith("FSArray") or one["%TYPE"].endswith("[]"):
            made.refs["elements"] = [at for at in elements if isinstance(at, int)]
        else:
            made.values["elements"] = [str(at) for at in elements]
    for key, value in one.items():
        feature = key.lstrip("^#")
        if feature in {"begin", "end"}:
            setattr(made, feature, _whole(value, name, place))
        elif key == "@sofa":
            made.sofa = _whole(value, name, place)
        elif key.startswith("@"):
            made.refs[key[1:]] = [
                at for at in (value if isinstance(value, list) else [value]) if isinstance(at, int)
            ]
        elif key not in _OWN and isinstance(value, (str, int, float, bool)):
            made.values[feature] = value
        elif key not in _OWN and isinstance(value, list):
            made.values[feature] = [str(at) for at in value]
    return made


def _whole(value: Any, name: str, place: int) -> int:
    if isinstance(value, str) and value.isdigit():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise broken(name, str(place), "an id or a place is no number")
    return value
