"""The settings: defaults, the file that holds only changes, and what happens when the file is broken."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import paths, toml
from annotator.errors import WriteError
from annotator.settings import SETTINGS, Setting, Settings, setting


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_every_setting_has_its_default(file: Path) -> None:
    settings = Settings(file)
    assert {one.name: settings.value(one.name) for one in SETTINGS} == {
        one.name: one.default for one in SETTINGS
    }
    assert not settings.warning
    assert not file.exists()


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: one.name)
def test_every_default_is_a_value_that_its_setting_accepts(one: Setting) -> None:
    assert one.accepted(one.default) == one.default


def test_setting_names_are_unique_and_titles_are_there() -> None:
    assert len({one.name for one in SETTINGS}) == len(SETTINGS)
    assert all(one.title for one in SETTINGS)


def test_settings_stand_where_the_paths_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "portable"))
    Settings().set("coder", "Ayu")
    assert paths.settings_file() == tmp_path / "portable" / "settings.toml"
    assert Settings().text("coder") == "Ayu"


def test_each_kind_of_setting_comes_back_after_a_restart(file: Path) -> None:
    Settings(file).update(
        {
            "coder": 'Ayu "Ó\\" \n🐦',
            "snap_to_words": False,
            "text_size": 20.5,
            "theme": "dark",
            "recent_projects": ["a.anno", "b é.anno"],
            "splitter_sizes": [260, 760, 320],
            "shortcuts": {"next mark": "Ctrl+J", "undo": ""},
        }
    )
    again = Settings(file)
    assert again.text("coder") == 'Ayu "Ó\\" \n🐦'
    assert again.yes("snap_to_words") is False
    assert again.number("text_size") == 20.5
    assert again.text("theme") == "dark"
    assert again.items("recent_projects") == ["a.anno", "b é.anno"]
    assert again.integers("splitter_sizes") == [260, 760, 320]
    assert again.table("shortcuts") == {"next mark": "Ctrl+J", "undo": ""}


def test_the_file_holds_only_what_was_changed(file: Path) -> None:
    settings = Settings(file)
    settings.update({"theme": "dark", "zoom": 100, "density": "compact"})
    assert tomllib.loads(file.read_text("utf-8")) == {"theme": "dark", "density": "compact"}
    assert settings.changed() == {"theme": "dark", "density": "compact"}


def test_a_setting_put_back_leaves_the_file(file: Path) -> None:
    settings = Settings(file)
    settings.update({"theme": "dark", "coder": "Ayu"})
    settings.reset("theme")
    assert tomllib.loads(file.read_text("utf-8")) == {"coder": "Ayu"}
    settings.reset()
    assert tomllib.loads(file.read_text("utf-8")) == {}


def test_setting_what_already_holds_writes_nothing(file: Path) -> None:
    Settings(file).set("theme", "system")
    assert not file.exists()


def test_unknown_keys_and_tables_stay_in_the_file(file: Path) -> None:
    file.write_text(
        "later = 2030-01-02\n[plugin]\nname = 'x'\n[plugin.inner]\nlist = [1, {a = 2}]\n", "utf-8"
    )
    Settings(file).set("coder", "Ayu")
    assert tomllib.loads(file.read_text("utf-8")) == {
        **tomllib.loads("later = 2030-01-02\n[plugin]\nname = 'x'\n[plugin.inner]\nlist = [1, {a = 2}]\n"),
        "coder": "Ayu",
    }


def test_a_broken_file_gives_defaults_and_is_kept_aside(file: Path) -> None:
    file.write_bytes(b"theme = 'dark'\nthis is not TOML \xff")
    settings = Settings(file)
    assert settings.text("theme") == "system"
    assert "settings-broken-1.toml" in settings.warning
    assert file.with_name("settings-broken-1.toml").read_bytes().startswith(b"theme = 'dark'")
    assert not file.exists()


def test_a_second_broken_file_does_not_replace_the_first(file: Path) -> None:
    for number in (1, 2):
        file.write_text(f"broken {number}", "utf-8")
        Settings(file)
    assert file.with_name("settings-broken-1.toml").read_text("utf-8") == "broken 1"
    assert file.with_name("settings-broken-2.toml").read_text("utf-8") == "broken 2"


def test_a_broken_file_that_cannot_be_moved_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("broken", "utf-8")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    assert "could not be set aside (Permission denied)" in Settings(file).warning


def test_a_value_of_the_wrong_kind_gives_its_default_and_stays_in_the_file(file: Path) -> None:
    file.write_text("zoom = 'big'\ntheme = 'pink'\ntext_size = 900\nline_spacing = 2\n", "utf-8")
    settings = Settings(file)
    assert (settings.number("zoom"), settings.text("theme"), settings.number("text_size")) == (
        100,
        "system",
        17,
    )
    assert settings.number("line_spacing") == 2
    assert "Text size, Theme, Zoom" in settings.warning
    settings.set("coder", "Ayu")
    assert tomllib.loads(file.read_text("utf-8"))["zoom"] == "big"


def test_a_byte_order_mark_from_another_editor_is_no_obstacle(file: Path) -> None:
    file.write_text("theme = 'dark'\n", "utf-8-sig")
    assert Settings(file).text("theme") == "dark"


def test_a_settings_folder_in_place_of_the_file_is_said_and_defaults_are_used(file: Path) -> None:
    file.mkdir()
    settings = Settings(file)
    assert settings.text("theme") == "system"
    assert "could not be read" in settings.warning


def test_a_file_that_cannot_be_written_raises_and_the_value_holds_meanwhile(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(file)

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WriteError, match="could not be saved"):
        settings.set("theme", "dark")
    assert settings.text("theme") == "dark"
    assert list(file.parent.iterdir()) == []


def test_a_settings_folder_that_cannot_be_made_raises(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    settings = Settings(tmp_path / "settings.toml")
    settings.file = tmp_path / "file" / "settings.toml"
    with pytest.raises(WriteError, match="could not be saved"):
        settings.set("theme", "dark")


def test_two_windows_keep_each_others_changes(file: Path) -> None:
    first, second = Settings(file), Settings(file)
    first.set("theme", "dark")
    second.set("coder", "Ayu")
    assert tomllib.loads(file.read_text("utf-8")) == {"theme": "dark", "coder": "Ayu"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("theme", "pink"), ("zoom", 10), ("zoom", 1000), ("zoom", True), ("coder", 3), ("coder", "\ud800")],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_changes(
    file: Path, name: str, value: object
) -> None:
    settings = Settings(file)
    with pytest.raises(ValueError, match=r"must be|surrogates"):
        settings.update({"density": "none", name: value})  # type: ignore[dict-item]
    assert settings.changed() == {}
    assert not file.exists()


def test_a_setting_asked_for_as_another_kind_is_a_mistake_of_the_program(file: Path) -> None:
    with pytest.raises(TypeError, match="zoom is a number setting"):
        Settings(file).text("zoom")


def test_a_file_that_is_no_text_is_set_aside(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    assert "settings-broken-1.toml" in Settings(file).warning


def test_an_unknown_setting_is_a_mistake_of_the_program(file: Path) -> None:
    with pytest.raises(KeyError):
        Settings(file).set("colour", "red")
    assert setting("theme").title == "Theme"


def test_changing_a_list_that_was_read_changes_no_setting(file: Path) -> None:
    settings = Settings(file)
    settings.items("recent_projects").append("x")
    assert settings.items("recent_projects") == []


_scalars = (
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.dates()
    | st.times()
    | st.datetimes()
)
_texts = st.text(st.characters(exclude_categories=["Cs"]))
_values = st.recursive(_scalars, lambda inner: st.lists(inner) | st.dictionaries(_texts, inner), max_leaves=6)


@given(st.dictionaries(_texts, _values, max_size=4))
def test_whatever_toml_holds_comes_back_as_it_was(document: dict[str, object]) -> None:
    assert tomllib.loads(toml.dumps(document)) == document


def test_not_a_number_and_infinity_are_written_as_toml_names_them() -> None:
    assert toml.dumps({"a": float("nan"), "b": float("-inf")}) == "a = nan\nb = -inf\n"


def test_what_toml_cannot_hold_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        toml.dumps({"a": None})
