"""Reading a project anew when another program changed or replaced its file; what is not saved yet stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from annotator.errors import AnnotatorError, FileBusyError
from annotator.ui.unsaved import Pending, Unsaved

if TYPE_CHECKING:
    from annotator.model.article import ArticleId
    from annotator.project import Project
    from annotator.project.backups import Contents
    from annotator.ui.session import Session
    from annotator.ui.window import MainWindow


def reload(window: MainWindow) -> bool:
    """Open the project's file again in the place of what was open; false when that cannot be done, which is
    told. Marks that are not saved yet stay on the screen and are saved into the new one.
    """
    from annotator.project import Project

    old = window.session.project
    if old is None:
        return False
    try:
        fresh = Project.open(old.path, coder=old.coder, read_only=True)
    except AnnotatorError as error:
        window.notices.tell_not_reloaded(error)
        return False
    homeless = [one for one in window.session.unsaved if _place(fresh, one) is None]
    if homeless:
        fresh.close()
        window.notices.tell_homeless(len(homeless))
        return False
    before, after = _counts(old), _counts(fresh)
    if not old.read_only:
        fresh.close()
        fresh = _writable(old)
    else:
        old.close()
    _put_in_place(window, fresh)
    window.notices.tell_reloaded(before, after)
    return True


def _writable(old: Project) -> Project:
    """The project for writing again; our own lock has to be given back first."""
    from annotator.project import Project

    _keep(old)
    path, coder = old.path, old.coder
    old.close()
    try:
        return Project.open(path, coder=coder)
    except FileBusyError:
        return Project.open(path, coder=coder, read_only=True)


def _keep(old: Project) -> None:
    """A replaced file can still be read through the open one: keep what it held among the backups."""
    from annotator.project.backups import back_up

    if old.changed_outside() == "replaced":
        try:
            back_up(old)
        except (AnnotatorError, OSError) as error:
            from annotator.ui import faults

            faults.write_log(faults.report(error))


def _counts(project: Project) -> Contents | None:
    from annotator.project.backups import contents_of

    try:
        return contents_of(project)
    except AnnotatorError:  # the file under it may be another one, or none, by now
        return None


def _put_in_place(window: MainWindow, fresh: Project) -> None:
    session = window.session
    shown = session.article.uid if session.article else ""
    canvas = window.workspace().page.canvas
    position = canvas.position() if shown else 0
    unsaved = _moved(session, fresh)
    session.project = None  # it is closed already
    session.show_article(0)
    session.open(fresh)
    session.unsaved = unsaved
    article = fresh.articles.find(uid=shown) if shown else None
    if article is not None:
        session.show_article(article)
        canvas.go_to(position)
    elif ids := window.articles.model.ids:
        session.show_article(ids[0])
    if unsaved:
        session.save_unsaved()


def _moved(session: Session, fresh: Project) -> Unsaved:
    """What is not saved yet, with the ids of the new file."""
    moved = Unsaved()
    for one in session.unsaved:
        place = _place(fresh, one)
        assert place is not None
        changed: dict[str, Any] = {"article": place, "id": fresh.annotations.find(one.mark.uid) or 0}
        mark = msgspec.structs.replace(one.mark, **changed)
        moved.put(Pending(mark, one.command, fresh.articles.get(place), one.text))
    return moved


def _place(fresh: Project, pending: Pending) -> ArticleId | None:
    """The same article with the same text in the new file."""
    article = fresh.articles.find(uid=pending.article.uid)
    return article if article and fresh.articles.text(article) == pending.text else None
