"""The preferences, made from the declared settings; every change holds at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.settings import SETTINGS
from annotator.ui.language import shown_later
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.form import Form
from annotator.ui.widgets.parts import column, label
from annotator.ui.words import capital

if TYPE_CHECKING:
    from annotator.settings import Setting, Settings, Value


class PreferencesDialog(QDialog):
    """One page for each section of the settings. `taken` is called after each change."""

    def __init__(
        self, settings: Settings, taken: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self.resize(520, 430)
        self._settings = settings
        self._taken = taken
        self.fields: dict[str, QWidget] = {}
        sections = dict.fromkeys(one.section for one in SETTINGS if one.section and one.kind in _FIELDS)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.pages: list[QWidget] = []
        box = column(self, spacing=14, margins=(22, 14, 22, 16))
        box.addWidget(self.tabs)
        for section in sections:
            self.tabs.addTab(self.tr(section))
            page = self._page(section)
            self.pages.append(page)
            box.addWidget(page, 1)
        self.problem = label("", "problem", wrap=True)
        box.addWidget(self.problem)
        box.addWidget(self._buttons())
        self.tabs.currentChanged.connect(self._show_page)
        self._show_page(0)

    def _buttons(self) -> QDialogButtonBox:
        made = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        made.rejected.connect(self.reject)
        return made

    def _show_page(self, at: int) -> None:
        for number, page in enumerate(self.pages):
            page.setVisible(number == at)

    def _page(self, section: str) -> QWidget:
        page = QWidget()
        box = column(page)
        form = Form()
        for setting in SETTINGS:
            if setting.section != section or setting.kind not in _FIELDS:
                continue
            field = self._field(setting)
            field.setAccessibleName(self.tr(setting.title))
            self.fields[setting.name] = field
            form.add_row(self.tr(setting.title), field, setting.help)
            if setting.help:
                form.add_row("", label(self.tr(setting.help), "small", wrap=True))
        box.addWidget(form)
        box.addStretch(1)
        return page

    def _field(self, setting: Setting) -> QWidget:
        name, value = setting.name, self._settings.value(setting.name)
        if setting.kind == "yes/no":
            tick = QCheckBox()
            tick.setChecked(bool(value))
            tick.setMinimumHeight(30)
            tick.toggled.connect(lambda on: self._change(name, on))
            return tick
        if setting.kind == "choice":
            combo = QuietCombo()
            for choice in setting.choices:
                combo.addItem(self.tr(_CHOICES.get(choice, capital(choice))), choice)
            combo.setCurrentIndex(combo.findData(value))
            combo.activated.connect(lambda at: self._change(name, combo.itemData(at)))
            return combo
        if setting.kind == "number":
            return self._number(setting)
        line = QLineEdit(str(value))
        line.editingFinished.connect(lambda: self._change(name, line.text().strip()))
        return line

    def _number(self, setting: Setting) -> QWidget:
        whole = isinstance(setting.default, int)
        spin = QDoubleSpinBox()
        spin.setDecimals(0 if whole else 2)
        spin.setSingleStep(1 if whole else 0.1)
        spin.setRange(setting.lowest or 0, setting.highest or 1e9)
        spin.setValue(self._settings.number(setting.name))
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(lambda value: self._change(setting.name, value))
        return spin

    def _change(self, name: str, value: Value) -> None:
        try:
            self._settings.set(name, value)
        except AnnotatorError as error:
            self.problem.setText(error.sentence)
        self._taken()


#: Choices whose words are not their names.
_CHOICES: Final = shown_later(
    {
        "system": "Like the system",
        "en": "English",
        "id": "Bahasa Indonesia",
        "light": "Light",
        "dark": "Dark",
        "sepia": "Sepia",
        "serif": "Serif",
        "sans": "Sans",
        "full": "In full",
        "compact": "In short",
        "selected": "Of the selected label",
        "none": "None",
        "label": "By label",
        "coder": "By coder",
    }
)

#: Kinds of setting that have a field here; the others have places of their own.
_FIELDS = frozenset({"yes/no", "choice", "text", "number"})
