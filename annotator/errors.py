"""What can go wrong: one sentence for people, the detail for the log and for reports."""

from __future__ import annotations


class AnnotatorError(Exception):
    """A failure that a person meets.

    `sentence` says what happened, what is safe and what to do, in plain words and without
    article text. `detail` is for the log file and for bug reports.
    """

    def __init__(self, sentence: str, *, detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.detail = detail


class SpanError(AnnotatorError):
    """A span that is empty, reversed, out of range, or does not fit its quote."""


class SchemeError(AnnotatorError):
    """A label, attribute, value or relation that the scheme does not allow, or a broken scheme."""


class FileError(AnnotatorError):
    """A project file that cannot be opened, read or written."""


class NotAProjectError(FileError):
    """The file is not an Annotator project, or its structure is not the one we create."""


class NewerFileError(FileError):
    """The project file was written by a newer version of the program."""


class DamagedFileError(FileError):
    """The project file is damaged; what is readable can be salvaged."""


class FileBusyError(FileError):
    """Another program or another window holds the project file."""


class FileChangedError(FileError):
    """The project file was changed, replaced or removed behind our back."""


class ReadOnlyError(FileError):
    """A write was asked of a project that is open for reading only."""


class ReadError(AnnotatorError):
    """An input file (article or labelled data) that cannot be taken in."""


class WriteError(AnnotatorError):
    """An output file that cannot be written; the old file, if any, is untouched."""


class MissingExtraError(AnnotatorError):
    """A reader or format needs a library that is not installed."""


class Cancelled(AnnotatorError):  # noqa: N818 - a wish, not an error, but raised like one
    """The person cancelled the job; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Cancelled. Nothing was changed.")
