"""The window: its parts, and all connections between them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

from annotator.errors import AnnotatorError
from annotator.ui.frame import Frame
from annotator.ui.icons import app_icon

if TYPE_CHECKING:
    from annotator.model.annotation import Span
    from annotator.model.changes import Changes
    from annotator.project import Project
    from annotator.settings import Settings, Value
    from annotator.ui.dialogs.guide import Guide
    from annotator.ui.dialogs.welcome import WelcomePage
    from annotator.ui.handlers import Handlers
    from annotator.ui.menus import Menus
    from annotator.ui.notices import Notices
    from annotator.ui.pages import Pages
    from annotator.ui.panels.annotations import AnnotationsPanel
    from annotator.ui.panels.articles import ArticlesPanel
    from annotator.ui.panels.details import DetailsPanel
    from annotator.ui.projects import Projects
    from annotator.ui.reading_places import ReadingPlaces
    from annotator.ui.session import Session
    from annotator.ui.theme import ThemeKeeper
    from annotator.ui.watching import Watch
    from annotator.ui.widgets.status import StatusBar
    from annotator.ui.workspace import Workspace


class MainWindow(Frame):
    """One window with at most one project. Its frame is shown at once, the rest is fetched when idle.

    `session`, `menus`, `handlers`, `pages`, `projects` and `notices` are there once it is furnished.
    """

    def __init__(self, settings: Settings, keeper: ThemeKeeper, path: str = "") -> None:
        super().__init__(settings)
        self.keeper = keeper
        self.all_arcs = False
        self.session: Session = cast(Any, None)
        self.menus: Menus = cast(Any, None)
        self.handlers: Handlers = cast(Any, None)
        self.pages: Pages = cast(Any, None)
        self.projects: Projects = cast(Any, None)
        self.status: StatusBar = cast(Any, None)
        self.notices: Notices = cast(Any, None)
        self.watch: Watch = cast(Any, None)
        self._space: Workspace | None = None
        self._guide: Guide | None = None
        self._furnished = False
        self._telling = False
        self._first_path = path
        self.places: ReadingPlaces = cast(Any, None)
        self._read: tuple[str, str] | None = None  # project and article that the canvas shows
        if path:
            self.show_opening(Path(path).name)
        self.painted.connect(self.furnish)

    def make_welcome(self) -> WelcomePage:
        """A welcome page whose wishes are heard."""
        page = super().make_welcome()
        page.new_requested.connect(lambda: self.handlers.run("new_project"))
        page.open_requested.connect(lambda: self.handlers.run("open_project"))
        page.sample_requested.connect(lambda: self.handlers.run("open_sample"))
        page.path_requested.connect(lambda path: self.projects.open_path(Path(path)))
        return page

    def take_name(self) -> None:
        """Keep the name that was typed on the welcome page."""
        name = self.welcome.name.text().strip()
        if name and not self.settings.text("coder"):
            self.change_setting("coder", name)

    # ------------------------------------------------------------------ the rest, after it

    def furnish(self) -> None:
        """Make menus, shortcuts and the session, and open the project that was asked for."""
        if self._furnished:
            return
        self._furnished = True
        from PySide6.QtCore import Qt

        from annotator.ui.handlers import Handlers
        from annotator.ui.menus import Menus
        from annotator.ui.notices import Notices
        from annotator.ui.pages import Pages
        from annotator.ui.projects import Projects
        from annotator.ui.reading_places import ReadingPlaces
        from annotator.ui.session import Session
        from annotator.ui.watching import Watch
        from annotator.ui.widgets.status import StatusBar

        self.setWindowIcon(app_icon())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.top.every_action.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.status = StatusBar()
        self.column.replaceWidget(self.bottom, self.status)
        self.bottom.hide()
        self.session = Session(self)
        self.places = ReadingPlaces(self.settings)
        self.notices = Notices(self)
        self.pages = Pages(self)
        self.projects = Projects(self)
        self.handlers = Handlers(self)
        self.watch = Watch(self)
        self.menus = Menus(self, self.top.titles, self._handler, self.handlers.choices)
        self.menus.set_shortcuts(self.settings.table("shortcuts"))
        self.menus.show_icons()
        self.menus.offer(None)
        self._connect_frame()
        if self.settings.warning:
            self.status.tell(self.settings.warning)
        if self._first_path:
            self.projects.open_path(Path(self._first_path))

    def _handler(self, name: str) -> Any:
        return lambda: self.handlers.run(name)

    def workspace(self) -> Workspace:
        """The three columns; made when first asked for."""
        if self._space is None:
            from annotator.ui.workspace import Workspace

            self._space = Workspace(self.session)
            self.stack.addWidget(self._space)
            self._restore_layout(self._space)
            self._connect(self._space)
            self._dress()
        return self._space

    @property
    def articles(self) -> ArticlesPanel:
        """The article list."""
        return cast("ArticlesPanel", self.workspace().panels["articles"])

    @property
    def marks(self) -> AnnotationsPanel:
        """The marks of the article."""
        return cast("AnnotationsPanel", self.workspace().panels["marks"])

    @property
    def details(self) -> DetailsPanel:
        """The details of the selected mark."""
        return cast("DetailsPanel", self.workspace().panels["details"])

    # ------------------------------------------------------------------ all connections

    def _connect_frame(self) -> None:
        session = self.session
        self.top.every_action.clicked.connect(self.handlers.every_action)
        self.status.coder_clicked.connect(self.handlers.choose_coder)
        self.status.zoom_clicked.connect(self.handlers.zoom_reset)
        self.keeper.theme_changed.connect(self._dress)
        self.top.titles["Edit"].aboutToShow.connect(self._name_undo)
        session.project_changed.connect(self._project_changed)
        session.project_changed.connect(self.offer)
        session.article_shown.connect(lambda _: self.offer())
        session.annotation_selected.connect(lambda _: self.offer())
        session.saved_state_changed.connect(self._show_saved)
        session.told.connect(self.status.tell)

    def _connect(self, space: Workspace) -> None:
        session, page, canvas, handlers = self.session, space.page, space.page.canvas, self.handlers
        articles, details = self.articles, self.details

        # the session tells the page first, so that a mark is painted before anything else happens
        session.marks_pending.connect(self._paint_marks_now)
        session.marks_changed.connect(self._paint_marks)
        session.article_shown.connect(self._show_article)
        session.annotation_selected.connect(self._select_on_canvas)
        session.changed.connect(self._changed)
        session.failed.connect(self.notices.tell_failure)
        session.recovered.connect(self.notices.settle)

        # and then every panel
        for panel in space.panels.values():
            session.project_changed.connect(panel.project_changed)
            session.changed.connect(panel.changed)
            session.article_shown.connect(panel.article_shown)
            session.marks_changed.connect(panel.marks_changed)
            session.annotation_selected.connect(panel.annotation_selected)
            session.label_taken.connect(panel.label_taken)
            panel.mark_requested.connect(self.go_to_mark)
            panel.text_requested.connect(page.focus_text)
            panel.history_requested.connect(self._show_history)

        # the claim card in the place of the panels
        session.marks_changed.connect(space.card.refresh)
        session.annotation_selected.connect(space.card.follow)
        session.article_shown.connect(lambda _: space.card.refresh())
        space.card.left.connect(page.focus_text)

        # panels to the session
        articles.article_requested.connect(session.show_article)
        articles.counted.connect(self._say_nothing_open)
        articles.delete_requested.connect(handlers.delete_articles)
        details.todos_counted.connect(articles.set_todos)
        details.cue_requested.connect(self._take_cue)

        # the page to the session
        canvas.annotation_selected.connect(session.select)
        canvas.mark_requested.connect(session.annotate)
        canvas.marks_requested.connect(session.annotate_each)
        canvas.fragment_requested.connect(session.add_fragment)
        canvas.fragment_removal_requested.connect(session.remove_fragment)
        canvas.edges_moved.connect(session.move_edges)
        canvas.delete_requested.connect(self._delete_mark)
        canvas.relation_requested.connect(self._relate)
        canvas.told.connect(self.status.tell)

        # inside the page: the palette at the selection
        canvas.palette_requested.connect(page.offer_labels)
        canvas.span_selected.connect(page.selection_changed)
        canvas.verticalScrollBar().valueChanged.connect(lambda _: page.palette_box.hide())
        page.palette_box.label_chosen.connect(canvas.commands.mark)
        page.palette_box.label_chosen.connect(lambda _: page.focus_text())
        page.palette_box.left.connect(page.focus_text)

        # the page to other parts
        canvas.details_requested.connect(handlers.show_details)
        canvas.note_requested.connect(handlers.write_note)
        canvas.card_requested.connect(handlers.claim_card)
        canvas.done_requested.connect(handlers.done_next)
        canvas.zoom_requested.connect(handlers.zoom_by)
        canvas.menu_requested.connect(self.menus.show_for_text)
        canvas.caret_moved.connect(self._show_position)
        canvas.annotation_selected.connect(lambda _: self._show_position())
        page.label_bar.label_chosen.connect(self._label_chosen)
        page.label_bar.relate_requested.connect(lambda: handlers.run("relate"))
        page.label_bar.fragment_requested.connect(lambda: handlers.run("add_fragment"))

        # what is shown
        session.hiding.changed.connect(self._filter_marks)
        session.marks_changed.connect(self._say_hidden)
        session.article_shown.connect(lambda _: self._say_hidden())
        page.label_bar.filter_requested.connect(handlers.shown_marks)
        page.shown_marks.own_only_chosen.connect(lambda on: self.change_setting("own_marks_only", on))
        page.shown_marks.colours_chosen.connect(lambda by: self.change_setting("colours_by", by))

    def offer(self) -> None:
        """Offer the actions that make sense now."""
        self.menus.offer(self.session, in_text=self.pages.front is None)

    def _project_changed(self) -> None:
        project = self.session.project
        self.top.show_name(project.path.name if project else "Annotator")
        self.setWindowTitle(f"{project.path.name} – Annotator" if project else "Annotator")
        self.status.show_coder(project.coder if project else "")
        self.status.show_position("")
        self._show_type()
        if project is None:
            self.show_welcome()
            return
        space = self.workspace()
        space.page.label_bar.show_scheme(project.scheme)
        space.page.palette_box.show_scheme(project.scheme)
        space.page.canvas.set_entity_names(_short_names(project))
        self._take_coders()
        self.stack.setCurrentWidget(space)
        self.notices.tell_about(project)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: unsaved work stops the closing."""
        if self._furnished and (self.projects.busy or not self.projects.may_leave()):
            event.ignore()
            return
        if self._furnished:
            self._keep_layout()
            self.session.close()
        if self._guide is not None:
            self._guide.close()
        event.accept()

    # ------------------------------------------------------------------ what the session tells

    def _show_article(self, article: int) -> None:
        space, session = self.workspace(), self.session
        canvas = space.page.canvas
        self._remember_place()
        self._take_coders()
        if article and session.article is not None and session.project is not None:
            self._read = session.project.uid, session.article.uid
            canvas.show_article(
                session.text,
                session.annotations,
                session.relations,
                session.scheme,
                position=self.places.of(*self._read),
            )
            canvas.set_unsaved(session.unsaved.uids())
        space.page.show_article(session.article, session.text)

    def _remember_place(self) -> None:
        """The article on the canvas is left: remember what was at the top."""
        if self._read is not None:
            self.places.remember(*self._read, self.workspace().page.canvas.position())
            self._read = None
            if self.session.project is None:
                self.places.keep()

    def _paint_marks(self) -> None:
        session, canvas = self.session, self.workspace().page.canvas
        canvas.set_annotations(session.annotations, session.relations)
        canvas.set_unsaved(session.unsaved.uids())
        self._select_on_canvas(session.selected)

    def _paint_marks_now(self) -> None:
        canvas = self.workspace().page.canvas
        canvas.set_annotations(self.session.annotations, self.session.relations)
        self._select_on_canvas(self.session.selected)
        canvas.viewport().repaint()

    def _select_on_canvas(self, uid: str) -> None:
        canvas = self.workspace().page.canvas
        if canvas.selected_uid != uid:
            canvas.select(uid, reveal=False)
        self._show_position()

    def _take_coders(self) -> None:
        """Colours and what is hidden depend on who has worked on the project, and who is at work."""
        project = self.session.project
        if project is not None:
            self.workspace().page.canvas.set_coders([one.name for one in project.coders])
            self.session.hiding.changed.emit()

    def _filter_marks(self) -> None:
        """Hide what is to be hidden; a hidden mark is not selected."""
        session, canvas = self.session, self.workspace().page.canvas
        mark = session.selected_mark()
        if mark and not session.hiding.lets(mark):
            session.select("")
        canvas.set_visible(session.hiding.shown_labels(), session.hiding.shown_coders())
        self.menus.actions["own_marks_only"].setChecked(session.hiding.own_only)
        if session.hiding.own_only != self.settings.yes("own_marks_only"):
            self.change_setting("own_marks_only", session.hiding.own_only)
        self._say_hidden()

    def _say_hidden(self) -> None:
        from annotator.ui.widgets.shown_marks import hidden_words

        words = hidden_words(self.session) if self.session.article else ("", "")
        self.workspace().page.label_bar.show_hidden(*words)

    def go_to_mark(self, uid: str) -> None:
        """Select a mark and scroll to it; it is shown if its label or coder was hidden."""
        mark = self.session.mark(uid)
        if (
            mark
            and not self.session.hiding.lets(mark)
            and not self.session.hiding.admit(mark.label, mark.coder)
        ):
            self.workspace().page.canvas.go_to(mark.start)
            self.status.tell(self.tr("The mark there is a colleague's; only your own marks are shown."))
            return
        self.session.select(uid)
        self.workspace().page.canvas.select(uid)

    def _changed(self, changes: Changes) -> None:
        project, page = self.session.project, self.workspace().page
        if project is None:
            return
        if changes.entities:
            page.canvas.set_entity_names(_short_names(project))
        if changes.scheme:
            page.label_bar.show_scheme(project.scheme)
            page.canvas.set_scheme(project.scheme)
            page.palette_box.show_scheme(project.scheme)
        article = self.session.article
        if article and article.id in changes.articles:
            page.head.show_article(article, self.session.text)

    def _show_saved(self, state: str) -> None:
        self.status.show_saved(state, self.session.saved_at, len(self.session.unsaved))

    def _say_nothing_open(self, articles: int) -> None:
        words = (
            self.tr("Choose an article on the left.")
            if articles
            else self.tr(
                "This project has no articles yet. Drop text files or folders here, or press Ctrl+I."
            )
        )
        self.workspace().page.empty.set_text(words)

    def _name_undo(self) -> None:
        project = self.session.project
        if project:
            self.menus.show_undo(project.undo_name, project.redo_name)

    # ------------------------------------------------------------------ what the page asks for

    def _delete_mark(self, uid: str) -> None:
        """Delete a mark; the caret keeps its place, so that Tab goes on from there."""
        self.session.delete(uid)

    def _relate(self, head: str, tail: str, kind: str) -> None:
        from annotator.ui.relating import relate

        relate(self.session, self.workspace().page.canvas, head, tail, kind)

    def _take_cue(self, relation: Any) -> None:
        span: Span | None = self.workspace().page.canvas.selection()
        if span is None:
            self.status.tell(self.tr("Select the reporting word in the text first."))
        else:
            self.session.set_cue(relation, span)

    def _label_chosen(self, name: str) -> None:
        canvas = self.workspace().page.canvas
        if canvas.fragments():
            canvas.commands.mark(name)
        else:
            self.session.take_label(name)
            self.workspace().side.show_panel("codebook")
            self.status.tell(self.tr("Select some text, then press the key of a label."))
        self.workspace().page.focus_text()

    def _show_position(self, line: int = 0, span: Any = None) -> None:
        from annotator.ui.positions import position_words

        self.status.show_position(position_words(self.session, self.workspace().page.canvas))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: files and folders may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: go on with what was dropped, once the drop is over."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if self._furnished:
            QTimer.singleShot(0, lambda: self.projects.dropped(paths))

    def tell_fault(self, error: BaseException) -> None:
        """Say that something went wrong: once the event is over in which it did, and one at a time."""
        if not self._telling:
            self._telling = True
            QTimer.singleShot(0, lambda: self._tell_fault(error))

    def _tell_fault(self, error: BaseException) -> None:
        from annotator.ui.dialogs.error import ErrorDialog

        try:
            if self._furnished:
                self.notices.tell_fault(error)
            else:
                ErrorDialog(error, self).exec()
        finally:
            self._telling = False

    def _show_history(self, article: int, annotation: int) -> None:
        self.pages.show("history", article=article, annotation=annotation)

    def show_guide(self, topic: str = "") -> None:
        """Show the guide beside the window, opened at a page whose file is called like the topic."""
        from annotator.ui.dialogs.guide import Guide

        if self._guide is None:
            self._guide = Guide(self.settings)
        self._guide.open_page(topic)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    # ------------------------------------------------------------------ looks and settings

    def change_setting(self, name: str, value: Value) -> None:
        """Change one setting, and take it into use."""
        try:
            self.settings.set(name, value)
        except AnnotatorError as error:
            self.status.tell(error.sentence)
        self.take_settings()

    def take_settings(self) -> None:
        """Take the settings into use as they are now."""
        self.keeper.choose(self.settings.text("theme"))
        if self._furnished:
            self.menus.set_shortcuts(self.settings.table("shortcuts"))
        if self._space is not None:
            self._dress()

    def _dress(self) -> None:
        if self._furnished:
            self.menus.show_icons()
        if self._space is None:
            if self.stack.currentWidget() is self.welcome:
                self.show_welcome()
            return
        canvas = self._space.page.canvas
        self._space.page.dress(self.keeper.theme, self.settings)
        canvas.set_density(cast(Any, self.settings.text("density")))
        canvas.set_colours_by(cast(Any, self.settings.text("colours_by")))
        self.session.hiding.set_own_only(self.settings.yes("own_marks_only"))
        canvas.set_snapping(self.settings.yes("snap_to_words"))
        canvas.set_keys(self.settings.table("shortcuts"))
        for panel in self._space.panels.values():
            panel.theme_changed()
        self.menus.actions["toggle_snapping"].setChecked(self.settings.yes("snap_to_words"))
        self._show_type()

    def _show_type(self) -> None:
        project = self.session.project
        size, zoom = round(self.settings.number("text_size")), round(self.settings.number("zoom"))
        family = self.tr("Serif") if self.settings.text("text_font") == "serif" else self.tr("Sans")
        self.status.show_type(f"{family} {size} · {zoom} %" if project else "")

    def set_arcs(self, all_marks: bool) -> None:
        """Show the relations of all marks, or of the selected one."""
        self.all_arcs = all_marks
        self.workspace().page.canvas.set_arcs("all" if all_marks else "selected")
        self.menus.actions["toggle_arcs"].setChecked(all_marks)

    def set_coder(self, name: str) -> None:
        """From now on marks carry this name."""
        if self.session.project:
            self.session.project.set_coder(name)
            self.status.show_coder(name)
            self._take_coders()
        self.change_setting("coder", name)

    def show_part(self, name: str, *, shown: bool) -> None:
        """Show or hide the article list ("articles") or the tabs ("side")."""
        space = self.workspace()
        part = space.left if name == "articles" else space.side
        part.setVisible(shown)
        self.menus.actions["toggle_articles"].setChecked(space.left.isVisibleTo(space))
        self.menus.actions["toggle_side"].setChecked(space.side.isVisibleTo(space))

    def _restore_layout(self, space: Workspace) -> None:
        sizes = self.settings.integers("splitter_sizes")
        if len(sizes) == space.count():
            space.setSizes(sizes)
        hidden = self.settings.items("hidden_panels")
        space.left.setVisible("articles" not in hidden)
        space.side.setVisible("side" not in hidden)
        self.menus.actions["toggle_articles"].setChecked("articles" not in hidden)
        self.menus.actions["toggle_side"].setChecked("side" not in hidden)
        space.side.show_panel("details")

    def _keep_layout(self) -> None:
        kept: dict[str, Value] = {"window_geometry": self.saveGeometry().toBase64().toStdString()}
        if self._space is not None:
            space = self._space
            hidden = [("articles", space.left), ("side", space.side)]
            kept["hidden_panels"] = [name for name, part in hidden if not part.isVisibleTo(space)]
            if not kept["hidden_panels"]:
                kept["splitter_sizes"] = space.sizes()
        try:
            self.settings.update(kept)
        except AnnotatorError as error:
            from annotator.ui import faults

            faults.write_log(faults.report(error))


def _short_names(project: Project) -> dict[str, str]:
    return {one.uid: one.name for one in project.entities.all()}
