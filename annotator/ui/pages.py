"""The views of one window: made when first shown, told of changes while in front, gone with their project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.ui.views import view_class

if TYPE_CHECKING:
    from annotator.model.annotation import Span
    from annotator.model.changes import Changes
    from annotator.ui.view import View
    from annotator.ui.window import MainWindow


class Pages:
    """Brings views to the front of the window's stack, and back."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._made: dict[str, View] = {}
        window.session.changed.connect(self._changed)
        window.session.project_changed.connect(self._forget)
        window.keeper.theme_changed.connect(self._dress)

    @property
    def front(self) -> View | None:
        """The view in front, if one is."""
        shown = self._window.stack.currentWidget()
        return next((view for view in self._made.values() if view is shown), None)

    def show(self, name: str, **about: Any) -> View | None:
        """Bring a view to the front; `about` is for the view. None when no project is open."""
        if self._window.session.project is None or not self.may_leave():
            return None
        view = self._made.get(name)
        if view is None:
            view = self._made[name] = view_class(name)(self._window.session, self._window.settings)
            view.left.connect(self.leave)
            view.place_requested.connect(self.go_to_place)
            view.view_requested.connect(lambda other, about: self.show(other, **about))
            self._window.stack.addWidget(view)
        self._window.stack.setCurrentWidget(view)
        self._window.offer()
        view.setFocus()
        view.show_about(**about)
        return view

    def leave(self) -> bool:
        """Go back to the text, unless the view in front holds something unfinished."""
        if not self.may_leave():
            return False
        if self.front is not None:
            self._window.stack.setCurrentWidget(self._window.workspace())
            self._window.offer()
            self._window.workspace().page.focus_text()
        return True

    def may_leave(self) -> bool:
        """Whether the view in front lets go."""
        return self.front is None or self.front.may_leave()

    def go_to_place(self, article: int, uid: str = "", span: Span | None = None) -> None:
        """Show a place in the text: an article, and in it a mark or a span."""
        if not self.leave():
            return
        session = self._window.session
        if session.article is None or session.article.id != article:
            session.show_article(article)
        if uid:
            self._window.go_to_mark(uid)
        elif span is not None:
            self._window.workspace().page.canvas.select_span(span)

    def _changed(self, changes: Changes) -> None:
        if self.front is not None:
            self.front.changed(changes)

    def _forget(self) -> None:
        for view in self._made.values():
            self._window.stack.removeWidget(view)
            view.deleteLater()
        self._made.clear()

    def _dress(self) -> None:
        for view in self._made.values():
            view.theme_changed()
