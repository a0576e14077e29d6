"""The style sheet: hairlines instead of boxes, even spacing, one accent colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from annotator.ui.theme import Theme


def stylesheet(theme: Theme) -> str:
    """The program's style sheet in the colours of a theme."""
    words = {name: str(value) for name, value in theme._asdict().items()}
    words |= {"icons": _icons(), "check": "check-dark" if theme.dark else "check-light"}
    sheet = _SHEET
    for name in sorted(words, key=len, reverse=True):
        sheet = sheet.replace("@" + name, words[name])
    return sheet


def _icons() -> str:
    from annotator import paths

    return (paths.resources() / "icons").as_posix()


_SHEET: Final = """
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 6px; }

QFrame#top { background: @panel; border: none; border-bottom: 1px solid @line; }
QMenuBar { background: transparent; border: none; }
QMenuBar::item { padding: 10px 10px 11px 10px; background: transparent; color: @muted; }
QMenuBar::item:selected { color: @text; background: @sunken; }
QMenuBar::item:disabled { color: @line; }
QMenu { background: @raised; border: 1px solid @line; padding: 5px 0; }
QMenu::item { padding: 5px 26px 5px 30px; color: @text; }
QMenu::item:selected { background: @chosen; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 5px 0; }
QMenu::icon { padding-left: 9px; }
QMenu::indicator { width: 14px; height: 14px; left: 9px; }

QLineEdit, QDateEdit, QSpinBox, QDoubleSpinBox {
    background: @field; color: @text; border: 1px solid @line; border-radius: 6px;
    padding: 0 6px; min-height: 28px; selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: @accent; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {
    border: none; width: 20px; background: transparent;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("@icons/arrow-up.svg"); width: 9px; height: 9px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
    image: url("@icons/arrow-down.svg"); width: 9px; height: 9px;
}
QLineEdit:read-only { background: @panel; color: @muted; }
QLineEdit:disabled, QComboBox:disabled { color: @muted; background: @panel; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] { border-color: @danger; }
QPlainTextEdit[role="field"], QTextBrowser[role="field"] {
    background: @field; color: @text; border: 1px solid @line; border-radius: 6px; padding: 3px 5px;
    selection-background-color: @accent; selection-color: @on_accent;
}
QPlainTextEdit[role="field"]:focus { border-color: @accent; }

QComboBox {
    background: @field; color: @text; border: 1px solid @line; border-radius: 6px;
    padding: 0 8px; min-height: 28px;
}
QComboBox:editable { padding-left: 6px; }
QComboBox:hover { background: @field; }
QComboBox:focus, QComboBox:on { border-color: @accent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@icons/arrow-down.svg"); width: 9px; height: 9px; }
QComboBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox QAbstractItemView {
    background: @raised; color: @text; border: 1px solid @line; padding: 4px 0; outline: none;
    selection-background-color: @chosen; selection-color: @text;
}
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 8px; }

QPushButton {
    background: @raised; color: @text; border: 1px solid @line; border-radius: 6px;
    padding: 0 14px; min-height: 30px;
}
QPushButton:hover { background: @sunken; }
QPushButton:pressed { background: @chosen; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; background: @panel; }
QPushButton[state="on"] { background: @chosen; border-color: @accent; }
QPushButton::menu-indicator {
    image: url("@icons/arrow-down.svg"); width: 9px; height: 9px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 8px;
}
QPushButton:default { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton:default:disabled { background: @sunken; color: @muted; border-color: @line; }
QPushButton:default:focus { border-color: @text; }
QPushButton#choice { border-radius: 9px; min-height: 56px; text-align: left; padding: 0; }
QPushButton#small_choice { min-height: 28px; }
QPushButton#small_choice:hover { background: @sunken; }
QPushButton#small_choice:focus { border-color: @accent; }
QPushButton[role="quiet"] { min-height: 24px; }
QPushButton#small_choice, QPushButton[role="quiet"] {
    border: 1px solid transparent; background: transparent; padding: 0;
}
QPushButton[role="quiet"]:hover { background: @sunken; }
QPushButton[role="quiet"]:focus { border-color: @accent; }
QPushButton[role="link"] {
    border: 1px solid transparent; background: transparent; color: @accent; padding: 0 4px;
    min-height: 24px; text-align: left;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: @accent; }

QToolButton {
    border: 1px solid transparent; border-radius: 5px; padding: 3px 5px; background: transparent;
    color: @muted;
}
QToolButton:hover { background: @sunken; color: @text; }
QToolButton:checked { background: @chosen; color: @text; }
QToolButton[on="true"] { background: @chosen; color: @accent; }
QToolButton:focus { border-color: @accent; }
QToolButton::menu-indicator { image: none; width: 0; }

QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent;
    padding: 10px 0 8px 0; margin: 0 8px 0 8px;
}
QTabBar::tab:first { margin-left: 0; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accent; }

QSplitter::handle { background: @line; }
QFrame[role="hairline"] { background: @line; border: none; max-height: 1px; min-height: 1px; }

QAbstractItemView { outline: none; }
QListView, QTreeView, QTableView {
    background: @panel; color: @text; border: none;
    selection-background-color: @chosen; selection-color: @text;
}
QTableView[role="field"], QListView[role="field"], QTreeView[role="field"] {
    background: @field; border: 1px solid @line; border-radius: 6px;
}
QTreeView[role="field"]::item { min-height: 25px; padding: 0 6px; }
QTableView[role="field"]::item { padding: 0 8px; }
QTableView[role="wide"]::item { padding: 0 9px; }
QTreeView[role="changes"]::item { padding: 4px 0; }
QListView[role="pages"] { padding: 12px 0; }
QListView[role="pages"]::item { padding: 0 16px; border: none; }
QListView[role="pages"]::item:selected { background: @chosen; color: @text; }
QDialog#palette { background: @panel; border: 1px solid @line; }
QListView[role="field"]::item { min-height: 26px; padding: 0 6px; }
QListView[role="field"]:focus, QTableView[role="field"]:focus { border-color: @accent; }
QHeaderView::section {
    background: @panel; color: @muted; border: none; border-bottom: 1px solid @line; padding: 5px 9px;
}

QScrollArea, QScrollArea > QWidget > QWidget[role="pane"] { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar::handle:vertical {
    background: @line; min-height: 32px; border-radius: 3px; margin: 2px 2px 2px 3px;
}
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle:horizontal {
    background: @line; min-width: 32px; border-radius: 3px; margin: 3px 2px 2px 2px;
}
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar {
    background: @line; border: none; border-radius: 2px; min-height: 4px; max-height: 4px;
    text-align: center; color: transparent;
}
QProgressBar::chunk { background: @accent; border-radius: 2px; }

QCheckBox, QRadioButton { color: @text; spacing: 8px; min-height: 24px; }
QCheckBox::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid @muted; border-radius: 4px; background: @field;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: @accent; border-color: @accent; image: url("@icons/@check.svg");
}
QCheckBox::indicator:disabled { border-color: @line; }
QCheckBox::indicator:checked:disabled { background: @line; border-color: @line; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QGroupBox { border: none; margin-top: 8px; padding-top: 12px; color: @muted; }

QLabel[role="muted"], QLabel[role="quiet"] { color: @muted; background: transparent; }
QLabel[role="quiet"]:disabled { color: @line; }
QLabel[role="key"] {
    color: @muted; background: @field; border: 1px solid @line; border-radius: 4px; font-size: 11px;
    padding: 0 5px 1px 5px; min-height: 16px; max-height: 16px;
}
QLabel[role="small"] { color: @muted; font-size: 12px; }
QLabel[role="heading"] { color: @text; font-size: 18px; font-weight: 600; }
QLabel[role="section"] { color: @muted; font-size: 11px; font-weight: 700; }
QLabel[role="name"] { color: @text; font-weight: 700; padding: 0 4px 1px 0; }
QLabel[role="todo"] { color: @warning; font-weight: 700; }
QLabel[role="problem"] { color: @danger; }
QLabel[role="saved"] { color: @good; }
QLabel[role="unsaved"] { color: @danger; font-weight: 600; }

Canvas { background: @page; color: @page_text; border: none; }
QFrame#welcome { background: @page; border: none; }
QWidget#status { background: @panel; border-top: 1px solid @line; }
QWidget#status QLabel, QWidget#status QToolButton { font-size: 12px; }
QWidget#status QToolButton { padding: 1px 4px; }
QWidget#page, QWidget#head, QWidget#label_bar { background: @page; }
QWidget#label_bar { border-top: 1px solid @line; border-bottom: 1px solid @line; }
QWidget#side { background: @panel; }
QWidget#tabs { background: @panel; border-bottom: 1px solid @line; }
QFrame#todo { border: 1px solid @line; border-radius: 7px; background: @panel; }
QFrame#banner { background: @sunken; border: none; border-bottom: 1px solid @line; }
QFrame#banner[kind="danger"] { border-left: 3px solid @danger; }
QFrame#banner[kind="notice"] { border-left: 3px solid @warning; }
QFrame#findBar {
    background: @panel; border: 1px solid @line; border-top: none; border-bottom-left-radius: 8px;
    border-bottom-right-radius: 8px;
}
QFrame#floating { background: @panel; border: 1px solid @line; border-radius: 9px; }
"""
