"""Where reading goes on: the place in each article, and the last article of each project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotator.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.settings import Settings

#: So many places are kept, the latest.
_MOST: Final = 400


class ReadingPlaces:
    """Kept with the person's settings, by uid, so that copies of a project know them too."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._places = settings.table("reading_places")

    def remember(self, project: str, article: str, position: int) -> None:
        """The article was read up to `position` (code points): the first place in view."""
        for key, value in ((project, article), (f"{project} {article}", str(position))):
            self._places.pop(key, None)
            self._places[key] = value

    def of(self, project: str, article: str) -> int:
        """The place in an article (code points); 0 when it is not known."""
        found = self._places.get(f"{project} {article}", "0")
        return int(found) if found.isdecimal() else 0

    def last(self, project: str) -> str:
        """The uid of the article that was shown last, "" when it is not known."""
        return self._places.get(project, "")

    def keep(self) -> None:
        """Write them down. A failure is told to nobody but the log: only a place in a text is lost."""
        places = dict(list(self._places.items())[-_MOST:])
        try:
            self._settings.update({"reading_places": places})
        except AnnotatorError as error:
            from annotator.ui import faults

            faults.write_log(faults.report(error))
