"""The history page in a real window: found, narrowed, told, brought back, compacted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.ui.views.history import HistoryView
from annotator.ui.widgets.history_table import WHAT, WHO
from tests.ui.driving import Driver


def opened(driver: Driver, action: str = "history") -> HistoryView:
    """The history page, read."""
    driver.act(action)
    view = driver.window.pages.front
    assert isinstance(view, HistoryView)
    read(driver, view)
    return view


def read(driver: Driver, view: HistoryView) -> None:
    """Wait until the list is what the filters ask for."""
    QApplication.processEvents()
    driver.wait(lambda: not view._latest.busy and view.count.text() != "Reading …")


def cells(view: HistoryView, column: int) -> list[str]:
    return [str(view.model.index(at, column).data()) for at in range(view.model.rowCount())]


def test_the_history_lists_what_was_done_and_tells_what_it_was(driver: Driver) -> None:
    mark = driver.marks("claim")[0]
    driver.session.set_note(mark.uid, "looked at twice")
    view = opened(driver)
    assert cells(view, WHAT)[0].startswith("Write note: changed mark: \u2068claim")
    assert "note: — → \u2068looked at twice\u2069" in cells(view, WHAT)[0]
    assert cells(view, WHO)[0] == "\u2068Ana\u2069"
    assert view.head.text() == "Write note"
    assert view.changes.topLevelItem(0).child(0).text(0) == "note: — → \u2068looked at twice\u2069"
    assert not view.back_button.isEnabled()
    driver.click(view.go_button)
    assert driver.window.pages.front is None
    assert driver.session.selected == mark.uid


def test_a_deleted_mark_is_brought_back_from_the_page(driver: Driver) -> None:
    mark = driver.marks("claim")[0]
    driver.session.delete(mark.uid)
    driver.session.set_status("done")
    view = opened(driver)
    view.kind.setCurrentIndex(view.kind.findData("deleted"))
    read(driver, view)
    assert len(cells(view, WHAT)) == 1
    assert "claim" in cells(view, WHAT)[0]
    assert view.back_button.isEnabled()
    driver.click(view.back_button)
    assert mark.uid in {one.uid for one in driver.marks()}
    driver.wait(lambda: not view.back_button.isEnabled())
    assert driver.session.project.undo_name == "Bring back"


def test_the_list_is_narrowed_by_words_coder_and_day(driver: Driver) -> None:
    mark = driver.marks("claim")[0]
    driver.session.set_note(mark.uid, "remarkable")
    view = opened(driver)
    everything = len(cells(view, WHAT))
    driver.type("remarkable", view.search)
    read(driver, view)
    assert [one.partition(":")[0] for one in cells(view, WHAT)] == ["Write note"]
    view.search.clear()
    view.coder.setCurrentIndex(view.coder.findData("Ana"))
    read(driver, view)
    assert len(cells(view, WHAT)) == everything
    for data, count in ((0, everything), (7, everything), (-2, everything)):
        view.days.setCurrentIndex(view.days.findData(data))
        read(driver, view)
        assert len(cells(view, WHAT)) == count
    assert view.day.isVisible()
    view.day.setDate(view.day.date().addDays(-1))
    read(driver, view)
    assert cells(view, WHAT) == []
    assert view.empty.isVisible()


def test_the_history_of_the_article_and_of_the_mark_are_a_key_away(driver: Driver) -> None:
    mark = driver.marks("claim")[0]
    driver.go_to(mark)
    driver.session.set_note(mark.uid, "x")
    driver.session.project.entities.add("Somebody")
    view = opened(driver, "mark_history")
    assert view.about.text() == "Only one mark  ✕"
    assert [one.partition(":")[0] for one in cells(view, WHAT)] == ["Write note", "Import"]
    driver.click(view.about)
    read(driver, view)
    assert any("entity" in one for one in cells(view, WHAT))
    driver.window.pages.leave()
    view = opened(driver, "article_history")
    assert view.about.isVisible()
    assert not any(one.startswith("Add entity") for one in cells(view, WHAT))


def test_the_panels_lead_to_the_history_of_what_they_show(driver: Driver) -> None:
    mark = driver.marks("claim")[0]
    driver.go_to(mark)
    driver.act("show_detail_fields")
    link = next(one for one in driver.window.details.findChildren(QPushButton) if "history" in one.text())
    link.click()
    view = driver.window.pages.front
    assert isinstance(view, HistoryView)
    assert view.about.text() == "Only one mark  ✕"
    driver.act("show_article")
    driver.window.workspace().panels["article"].history.click()
    assert driver.window.pages.front is view
    assert view.about.text().startswith("Only ")
    read(driver, view)


def test_changes_while_the_page_is_in_front_appear(driver: Driver) -> None:
    view = opened(driver)
    count = len(cells(view, WHAT))
    driver.session.set_status("done")
    read(driver, view)
    driver.wait(lambda: len(cells(view, WHAT)) == count + 1)
    driver.press(Qt.Key.Key_Escape)
    assert driver.window.pages.front is None


def test_the_history_is_compacted_after_a_preview_and_a_backup(driver: Driver) -> None:
    from annotator.project.backups import backups_of
    from annotator.ui.dialogs.compacting import CompactDialog

    project = driver.session.project
    mark = driver.marks("claim")[0]
    driver.session.delete(mark.uid)
    dialog = CompactDialog(project, driver.window)
    dialog.show()
    driver.wait(lambda: "nothing to take out" in dialog.preview.text())
    assert not dialog.compact_button.isEnabled()
    dialog.day.setDate(dialog.day.maximumDate())
    driver.wait(lambda: "can no longer be brought back" in dialog.preview.text())
    kept = len(backups_of(project.uid))
    driver.click(dialog.compact_button)
    driver.wait(lambda: dialog.stack.currentIndex() == 2)
    assert "kB" in dialog.said.text()
    assert len(backups_of(project.uid)) == kept + 1
    assert project.undo_name == ""
    dialog.close()


def test_a_large_command_is_shown_in_portions(driver: Driver, monkeypatch: Any) -> None:
    monkeypatch.setattr("annotator.ui.views.history._PORTION", 2)
    view = opened(driver)
    at = next(at for at, what in enumerate(cells(view, WHAT)) if what == "Create project")
    view.table.selectRow(at)
    assert view.changes.topLevelItemCount() == 2
    assert view.more.isVisible()
    driver.click(view.more)
    assert view.changes.topLevelItemCount() == 4
