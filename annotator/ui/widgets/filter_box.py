"""What opens below a filter button: the conditions, and the filters kept in the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget

from annotator.errors import AnnotatorError
from annotator.model.filters import ArticleFilter, MarkFilter, body_of, filter_of, mark_filter_of
from annotator.ui.widgets.fields import QuietCombo
from annotator.ui.widgets.parts import column, hairline, label, row

if TYPE_CHECKING:
    from annotator.ui.session import Session
    from annotator.ui.widgets.article_filter import ArticleFilterForm
    from annotator.ui.widgets.mark_conditions import MarkFilterForm

#: Wait after the last change before the list is asked for anew, milliseconds.
PAUSE = 250


class FilterBox(QFrame):
    """A small window over the list. `changed` carries the new filter; Esc closes it."""

    changed = Signal(object)

    def __init__(
        self, session: Session, form: ArticleFilterForm | MarkFilterForm, kind: str, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("floating")
        self.setAccessibleName(self.tr("Filter"))
        self.session = session
        self.form = form
        self._kind = kind
        self.kept = QuietCombo()
        self.kept.setAccessibleName(self.tr("Kept filters"))
        self.remove = QPushButton(self.tr("Delete"))
        self.remove.setToolTip(self.tr("Delete the kept filter; the articles and marks stay"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name to keep this filter under"))
        self.name.setAccessibleName(self.name.placeholderText())
        self.keep = QPushButton(self.tr("Keep"))
        self.clear = QPushButton(self.tr("Clear"))
        self.close_button = QPushButton(self.tr("Done"))
        for button in (self.remove, self.keep, self.clear, self.close_button):
            button.setAutoDefault(False)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._connect()

    def _lay_out(self) -> None:
        box = column(self, spacing=10, margins=(16, 14, 16, 14))
        top = row(spacing=8)
        top.addWidget(self.kept, 1)
        top.addWidget(self.remove)
        box.addLayout(top)
        box.addWidget(hairline())
        box.addWidget(self.form)
        box.addWidget(hairline())
        line = row(spacing=8)
        line.addWidget(self.name, 1)
        line.addWidget(self.keep)
        box.addLayout(line)
        box.addWidget(self.problem)
        last = row(spacing=8)
        last.addWidget(self.clear)
        last.addStretch(1)
        last.addWidget(self.close_button)
        box.addLayout(last)

    def _connect(self) -> None:
        self.form.edited.connect(self._pause.start)
        self._pause.timeout.connect(lambda: self.changed.emit(self.form.filter()))
        self.kept.activated.connect(self._take_kept)
        self.remove.clicked.connect(self._delete_kept)
        self.keep.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        self.clear.clicked.connect(self._clear)
        self.close_button.clicked.connect(self.close)

    def open_below(self, widget: QWidget, chosen: ArticleFilter | MarkFilter) -> None:
        """Open below a widget with these conditions."""
        self.form.load()
        self._load_kept("")
        self._show(chosen)
        self.name.clear()
        self.problem.hide()
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        if screen := widget.screen():
            area = screen.availableGeometry()
            place.setX(max(area.left() + 8, min(place.x(), area.right() - self.width() - 8)))
            place.setY(max(area.top() + 8, min(place.y(), area.bottom() - self.height() - 8)))
        self.move(place)
        self.show()
        next(iter(self.form.many.values())).setFocus()

    def _show(self, chosen: ArticleFilter | MarkFilter) -> None:
        self.form.show_filter(chosen)  # type: ignore[arg-type]

    def _take(self, chosen: ArticleFilter | MarkFilter) -> None:
        self._show(chosen)
        self.changed.emit(chosen)

    def _clear(self) -> None:
        self._pause.stop()
        self._take(type(self.form.filter())())

    def _load_kept(self, name: str) -> None:
        project = self.session.project
        self.kept.clear()
        self.kept.addItem(self.tr("Kept filters…"), None)
        for one in project.saved.all(self._kind) if project else ():
            self.kept.addItem(one.name, one)
        self.kept.setCurrentIndex(max(0, self.kept.findText(name)) if name else 0)
        self.kept.setEnabled(self.kept.count() > 1)
        self.remove.setEnabled(self.kept.currentIndex() > 0 and self.session.writable)
        self.keep.setEnabled(self.session.writable)

    def _take_kept(self) -> None:
        saved = self.kept.currentData()
        self.remove.setEnabled(saved is not None and self.session.writable)
        if saved is None:
            return
        read = mark_filter_of if self._kind == "marks" else filter_of
        try:
            chosen = read(saved.body)
        except msgspec.ValidationError:
            self._say(self.tr("This filter was kept by another version and cannot be read."))
            return
        self._take(chosen)

    def _keep(self) -> None:
        name, project = self.name.text().strip(), self.session.project
        if project is None or not name:
            self._say(self.tr("Give the filter a name first."))
            return
        try:
            project.saved.put(self._kind, name, body_of(self.form.filter()))
        except AnnotatorError as error:
            self._say(error.sentence)
            return
        self.name.clear()
        self.problem.hide()
        self._load_kept(name)

    def _delete_kept(self) -> None:
        saved, project = self.kept.currentData(), self.session.project
        if saved is None or project is None:
            return
        try:
            project.saved.delete(saved.uid)
        except AnnotatorError as error:
            self._say(error.sentence)
        self._load_kept("")

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.adjustSize()
