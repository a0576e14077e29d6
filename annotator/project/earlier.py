"""Which article of the project an incoming one is, though its text is another: the same story, corrected."""

from __future__ import annotations

from collections import defaultdict

from annotator.model.article import Article, ArticleId
from annotator.project.project import Project
from annotator.store.texts import identities


class Earlier:
    """The articles that were there before an import, by what tells them apart beside their text.

    Each is found once at most: two articles of one file must not both become the text of one.
    """

    def __init__(self, project: Project) -> None:
        self._by_uid: dict[str, ArticleId] = {}
        self._by_url: dict[str, list[ArticleId]] = defaultdict(list)
        self._by_title: dict[tuple[str, str], list[ArticleId]] = defaultdict(list)
        self._by_file: dict[str, list[ArticleId]] = defaultdict(list)
        self._taken: set[ArticleId] = set()
        with project._core.read() as view:
            for key, uid, url, title, file in identities(view):
                self._by_uid[uid] = key
                self._by_url[url].append(key)
                self._by_title[file, title].append(key)
                self._by_file[file].append(key)

    def find(self, article: Article, file: str) -> ArticleId | None:
        """The article of that identity, address, or file (and title), if there is exactly one."""
        file = article.source_file or file
        found = self._by_uid.get(article.uid) if article.uid else None
        if found is None and article.url:
            found = _only(self._by_url.get(article.url, []))
        if found is None and not (article.uid and article.url):
            found = _only(self._by_title.get((file, article.title), [])) or _only(self._by_file.get(file, []))
        if found is None or found in self._taken:
            return None
        self._taken.add(found)
        return found


def _only(keys: list[ArticleId]) -> ArticleId | None:
    return keys[0] if len(keys) == 1 else None
