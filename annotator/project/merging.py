"""Merging: the work of other copies comes into this project, by identity, and nobody's is overwritten.

For each row that both files know, what each side did since they parted decides:

- changed on one side only: that side's version; deleted on one side only: deleted;
- changed on one side and deleted on the other: the changed version stays;
- changed on both sides: ours stays, theirs stands beside it as a suggestion. Where "ours" came itself
  from an earlier merge, the later version stays, so that the order of merging does not matter.

Nothing is deleted that something live hangs on.
"""

from __future__ import annotations

import gc
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.model.exchange import Progress, no_progress
from annotator.project.merge_report import (
    GROUPS,
    MOST_EXAMPLES,
    Example,
    MergeReport,
    Previewer,
    Tally,
)
from annotator.project.merge_scheme import Meanings, meet_coders, meet_schemes
from annotator.project.merge_texts import Texts, alike_articles
from annotator.project.project import Project
from annotator.store import merge, remembering, schema, work
from annotator.store.merge import MERGED, REFERENCES, Side
from annotator.store.remembering import Translation
from annotator.store.statements import Row
from annotator.store.writing import Writing

__all__ = ["Example", "Meanings", "MergeReport", "Tally", "merge_into"]

_WITH_PROPOSALS: Final = ("annotation",)
_WORDS: Final = {
    "entity": "An entity",
    "article": "An article's metadata",
    "relation": "A relation",
    "variable_value": "An article variable",
    "article_set": "A set of articles",
    "set_member": "A set of articles",
    "assignment": "An assignment",
    "saved_item": "A saved document",
    "decision": "A decision",
}


class _NotReally(Exception):  # noqa: N818 - carries nothing wrong, only takes a trial back
    """Takes everything back at the end of a preview."""


class _Plan(msgspec.Struct):
    """What is to be done with the rows of one table, by uid, in order."""

    add: dict[str, None] = {}
    take: dict[str, None] = {}
    delete: set[str] = set()


def merge_into(
    project: Project,
    others: Sequence[Path],
    *,
    dry_run: bool = False,
    same_coders: Sequence[str] = (),
    meanings: Meanings | None = None,
    same_articles: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> list[MergeReport]:
    """Merge other project files into this one: one transaction, one step of Undo, for each file one
    report. Names in `same_coders` are one person here and there, else two who share a name stay two.

    `meanings` says which of our labels, relation types and variables one of theirs means ((kind, their name)
    → our name). `same_articles` says which of their articles (uid) is ours (uid) though the texts differ a
    little: its marks are found again in our text. A backup is the caller's business (`backups.back_up`).
    `dry_run` previews, with examples, and looks for such articles. Raises the `FileError` of the file that
    cannot be opened, or `Cancelled` when `progress` does; nothing is changed then.
    """
    reports: list[MergeReport] = []
    name = f"Merge {others[0].name}" if len(others) == 1 else f"Merge {len(others)} projects"
    wishes = _Wishes(
        same_coders=list(same_coders),
        meanings=dict(meanings or {}),
        same_articles=dict(same_articles or {}),
        preview=dry_run,
    )
    try:
        with _without_collecting(), project._core.write(name, kind="merge") as at:
            here = Side(at.view, ours=True)
            for number, path in enumerate(others):
                steps = _Steps(progress, number, len(others))
                reports.append(_merge_file(project, at, here, path, wishes=wishes, steps=steps))
            if dry_run:
                raise _NotReally
    except _NotReally:
        pass
    return reports


class _Wishes(msgspec.Struct):
    """What the person said about the merge."""

    same_coders: list[str]
    meanings: dict[tuple[str, str], str]
    same_articles: dict[str, str]
    preview: bool


class _Steps:
    """Tells the progress of one of several files in hundredths of it."""

    def __init__(self, progress: Progress, file: int, files: int) -> None:
        self._progress = progress
        self._file = file
        self._files = files

    def tell(self, hundredths: float) -> None:
        """So far this file is; raises `Cancelled` when the person stopped it."""
        self._progress(self._file * 100 + int(min(hundredths, 100)), self._files * 100)


def _merge_file(
    project: Project, at: Writing, here: Side, path: Path, *, wishes: _Wishes, steps: _Steps
) -> MergeReport:
    steps.tell(0)
    other = Project.open(path, read_only=True)
    try:
        with other._core.read() as there:
            return _Merge(project, other, at, here=here, there=Side(there), wishes=wishes, steps=steps).run()
    finally:
        other.close()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of rows pass through; looking for cycles among them again and again takes a fifth longer."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


class _Merge:
    """One file's merge. "Mine" is the project's, "theirs" the other file's, both as travelling rows."""

    def __init__(
        self,
        project: Project,
        other: Project,
        at: Writing,
        *,
        here: Side,
        there: Side,
        wishes: _Wishes,
        steps: _Steps,
    ) -> None:
        self.report = MergeReport(file=other.path.name)
        self._project = project
        self._other = other
        self._at = at
        self._here_side = here
        self._there_side = there
        self._wishes = wishes
        self._steps = steps
        self._aliases: dict[str, dict[str, str]] = {one.name: {} for one in REFERENCES.values()}
        #: rows that stand for theirs: proposals, and links whose uid changes with what they link
        self._made: dict[str, dict[str, Row]] = {one.name: {} for one in MERGED}
        self._skipped: dict[str, set[str]] = {one.name: set() for one in MERGED}
        self._plan = {one.name: _Plan(add={}, take={}, delete=set()) for one in MERGED}
        self._ids: dict[str, dict[int, int]] = {}
        #: examples for the preview: table → group → uids
        self._seen: dict[str, dict[str, list[str]]] = {
            one.name: {group: [] for group in GROUPS} for one in MERGED
        }

    def run(self) -> MergeReport:
        """Do it."""
        self._meet()
        for table in MERGED:
            self._decide(table.name)
        self._keep_what_is_needed()
        if self._wishes.preview:
            self._show_examples()
        for at, table in enumerate(MERGED):
            self._steps.tell(20 + 60 * at / len(MERGED))
            self._add(table.name)
        for table in MERGED:
            self._change(table.name)
        for table in reversed(MERGED):
            self._delete(table.name)
        self._remember()
        self._here_side.read_on(self._at.view)
        self._steps.tell(100)
        return self.report

    # ------------------------------------------------------------------ who is who

    def _meet(self) -> None:
        parties = self._project, self._other, self._at
        meanings, aliases = self._wishes.meanings, self._aliases
        meet_schemes(*parties, meanings=meanings, report=self.report, aliases=aliases)
        meet_coders(*parties, same_coders=self._wishes.same_coders, report=self.report, aliases=aliases)
        for name in ("label", "relation_type", "variable", "coder"):
            table = schema.metadata.tables[name]
            self._here_side.keys[name] = merge.uid_keys(self._at.view, table)
        known, known_there = self._here_side.commands(), self._there_side.commands()
        self._there = self._there_side.since(known)
        self._here = self._here_side.since(known_there)
        self._foreign = self._there_side.foreign(known)
        self._match_articles()
        self._match_entities()
        self._texts = Texts(
            *parties, theirs=self._there_side, mine=self._here_side, aliases=aliases["article"]
        )
        self._rename_links()
        self._steps.tell(20)

    def _match_articles(self) -> None:
        """By uid, else by fingerprint, else as the person said."""
        mine, theirs = self._here_side, self._there_side
        unknown = theirs.keys["article"].keys() - mine.keys["article"].keys()
        if not unknown:
            return
        prints = {value: uid for uid, value in mine.column(schema.article, "fingerprint").items()}
        left: dict[str, None] = {}
        for uid, value in theirs.column(schema.article, "fingerprint").items():
            if uid not in unknown:
                continue
            if value in prints:
                self._alias("article", uid, prints[value])
            elif self._wishes.same_articles.get(uid) in mine.keys["article"]:
                self._alias("article", uid, self._wishes.same_articles[uid])
            else:
                left[uid] = None
        if self._wishes.preview and left:
            self.report.alike = alike_articles(self._project, self._at, mine, theirs, left)

    def _match_entities(self) -> None:
        mine, theirs = self._here_side, self._there_side
        unknown = theirs.keys["entity"].keys() - mine.keys["entity"].keys() - self._here.deleted["entity"]
        if not unknown:
            return
        names = {name: uid for uid, name in mine.column(schema.entity, "name").items()}
        for uid, name in theirs.column(schema.entity, "name").items():
            if uid in unknown and name in names:
                self._alias("entity", uid, names[name])

    def _rename_links(self) -> None:
        """Rows that only link two others have their uid from these: with an alias it is another one."""
        for name, columns in work.LINKS.items():
            table = schema.metadata.tables[name]
            if not any(self._aliases[REFERENCES[column].name] for column in columns):
                continue
            for row in self._there_side.rows(table, self._there_side.keys[name]).values():
                renamed = self._renamed(row)
                uid = work.link_uid(*(renamed[column] for column in columns))
                self._made[name][uid] = {**renamed, "uid": uid}
                if uid != row["uid"]:
                    self._there_side.keys[name][uid] = self._there_side.keys[name].pop(row["uid"])

    def _renamed(self, row: Row) -> Row:
        changed = {
            name: self._aliases[target.name].get(row[name], row[name])
            for name, target in REFERENCES.items()
            if row.get(name) is not None
        }
        return {**row, **changed}

    # ------------------------------------------------------------------ what is to be done

    def _their_uids(self, table: str) -> Iterable[str]:
        """Their rows; what we have under another uid is not a row of its own."""
        aliases = self._aliases.get(table)
        uids = list(self._there_side.keys[table])
        return [uid for uid in uids if uid not in aliases] if aliases else uids

    def _decide(self, table: str) -> None:
        """What is to be done with each of their rows and with those that they deleted."""
        tally = self.report.tallies.setdefault(table, Tally())
        plan = self._plan[table]
        mine, theirs = self._here_side.keys[table], self._there_side.keys[table]
        gone, both = self._here.deleted[table], []
        for uid in self._their_uids(table):
            if uid in mine:
                if self._here.news(table, mine[uid]) or self._there.news(table, theirs[uid]):
                    both.append(uid)
                else:
                    tally.same += 1
            elif uid in gone and not self._there.news(table, theirs[uid]):
                tally.deleted_here += 1
                self._see(table, "deleted_here", uid)
                self._skipped[table].add(uid)
            else:
                plan.add[uid] = None
        tally.new += len(plan.add)
        for uid in islice(plan.add, MOST_EXAMPLES):
            self._see(table, "new", uid)
        if self._there.lost or self._here.lost:
            self._look_closer(table, tally, both)
        self._decide_both(table, both, tally)
        for uid in self._there.deleted[table]:
            if uid in mine and uid not in theirs and not self._here.news(table, mine[uid]):
                plan.delete.add(uid)

    def _look_closer(self, table: str, tally: Tally, both: list[str]) -> None:
        """Changes were taken out of a file: rows that nobody seems to have changed may differ after all."""
        mine, theirs = self._here_side.keys[table], self._there_side.keys[table]
        quiet = (mine.keys() & theirs.keys()) - set(both)
        ours = self._here_side.rows(schema.metadata.tables[table], quiet)
        for uid, row in self._rows(table, sorted(quiet)).items():
            if not merge.same(ours[uid], row):
                both.append(uid)
                tally.same -= 1

    def _decide_both(self, table: str, uids: Sequence[str], tally: Tally) -> None:
        ours = self._here_side.rows(schema.metadata.tables[table], uids)
        theirs = self._rows(table, uids)
        mine_keys, their_keys = self._here_side.keys[table], self._there_side.keys[table]
        for uid in uids:
            mine, other = ours[uid], theirs[uid]
            here, there = self._here.news(table, mine_keys[uid]), self._there.news(table, their_keys[uid])
            if merge.same(mine, other):
                tally.same += 1
            elif there and not here:
                tally.changed_there += 1
                self._see(table, "changed_there", uid)
                self._plan[table].take[uid] = None
            elif here and not there:
                tally.changed_here += 1
                self._see(table, "changed_here", uid)
            else:
                tally.changed_on_both.append(uid)
                self._see(table, "changed_on_both", uid)
                self._settle(table, mine, other, here=here)

    def _settle(self, table: str, mine: Row, theirs: Row, *, here: bool) -> None:
        """Both changed it: ours stays and theirs becomes a suggestion, or the other way round."""
        uid = mine["uid"]
        own = here and self._here_side.keys[table][uid] in self._here.touched[table]
        loser = theirs
        if not own and _later(theirs, mine):
            self._plan[table].take[uid] = None
            loser = mine
        if table in _WITH_PROPOSALS:
            proposal = str(uuid.uuid5(uuid.UUID(uid), merge.digest(loser)))
            known = proposal in self._here_side.keys[table] or proposal in self._here.deleted[table]
            if not known:
                self._made[table][proposal] = {**loser, "uid": proposal, "suggested": True}
                self._plan[table].add[proposal] = None
        else:
            self.report.note(f"{_WORDS[table]} was changed on both sides; one version was kept.", uid)

    def _rows(self, table: str, uids: Collection[str]) -> dict[str, Row]:
        """Their rows by uid, under our names, their marks in our texts."""
        made = self._made[table]
        wanted = [uid for uid in uids if uid not in made]
        found = self._there_side.rows(schema.metadata.tables[table], wanted)
        rows = {uid: self._renamed(row) for uid, row in found.items()}
        moved = self._texts.moved(table, rows, self.report)
        return {uid: made[uid] if uid in made else moved[uid] for uid in uids if uid in made or uid in moved}

    # ------------------------------------------------------------------ what hangs on what

    def _keep_what_is_needed(self) -> None:
        """Bring back what new rows hang on; delete nothing that live rows hang on."""
        going_or_skipped = any(self._skipped.values()) or any(one.delete for one in self._plan.values())
        for table in reversed(MERGED) if going_or_skipped else ():
            plan = self._plan[table.name]
            for row in self._rows(table.name, [*plan.add, *plan.take]).values():
                self._need_parents(row)
        for table in reversed(MERGED):
            plan = self._plan[table.name]
            plan.delete -= self._held(table.name)
            self.report.tallies[table.name].deleted_there += len(plan.delete)
            for uid in sorted(plan.delete)[:MOST_EXAMPLES]:
                self._see(table.name, "deleted_there", uid)

    def _need_parents(self, row: Row) -> None:
        for name, target in REFERENCES.items():
            parent = row.get(name)
            plan = self._plan.get(target.name)
            if parent is None or plan is None:
                continue
            plan.delete.discard(parent)
            known = parent in self._here_side.keys[target.name] or parent in plan.add
            if not known and parent in self._there_side.keys[target.name]:
                plan.add[parent] = None
                for found in self._rows(target.name, [parent]).values():
                    self._need_parents(found)

    def _held(self, table: str) -> set[str]:
        """Those of the rows to be deleted on which rows hang that stay."""
        going = self._plan[table].delete
        if not going:
            return set()
        keys = {self._here_side.keys[table][uid]: uid for uid in going}
        held = set()
        for child in MERGED:
            plan = self._plan[child.name]
            # what a row that is taken over points at is kept by `_need_parents`
            leaving = plan.delete | plan.take.keys()
            for column in child.columns.keys():  # noqa: SIM118 - a column collection is no mapping
                if column in REFERENCES and REFERENCES[column].name == table:
                    for uid, key in self._here_side.hanging(child, column, list(keys)):
                        if uid not in leaving:
                            held.add(keys[key])
        return held

    # ------------------------------------------------------------------ doing it

    def _to_ours(self, table: str) -> Mapping[int, int]:
        """Their ids of a table's rows → ours, of those that are here."""
        if table not in self._ids:
            aliases, ours = self._aliases.get(table, {}), self._here_side.keys[table]
            pairs = (
                (key, ours.get(aliases.get(uid, uid))) for uid, key in self._there_side.keys[table].items()
            )
            if not aliases:
                pairs = ((key, ours.get(uid)) for uid, key in self._there_side.keys[table].items())
            self._ids[table] = {key: mine for key, mine in pairs if mine is not None}
        return self._ids[table]

    def _add(self, name: str) -> None:
        table = schema.metadata.tables[name]
        plan = self._plan[name]
        if not plan.add:
            return
        apart = self._texts.apart(name) & plan.add.keys() if name in Texts.TABLES else set()
        apart |= self._made[name].keys() & plan.add.keys()
        columns = [one for one in merge.travelling_columns(table) if one in REFERENCES]
        translated = {column: self._to_ours(REFERENCES[column].name) for column in columns}
        plain = plan.add.keys() - apart if apart else plan.add.keys()
        for portion in self._there_side.tuples(table, plain):
            self._steps.tell(50)
            merge.bring(self._at.recorder, self._here_side, table, portion, translated)
        if apart:
            rows = [self._ours(row) for row in self._rows(name, sorted(apart)).values()]
            keys = self._at.recorder.insert_many(table, rows)
            self._here_side.keys[name].update((row["uid"], key) for key, row in zip(keys, rows, strict=True))
        self._ids.pop(name, None)
        if table is schema.article:
            self._add_texts(plan.add)

    def _add_texts(self, uids: Collection[str]) -> None:
        ours = self._here_side.keys["article"]
        for key, text in sorted((ours[uid], text) for uid, text in self._there_side.texts(uids)):
            self._at.recorder.insert(schema.article_text, {"article_id": key, "text": text})

    def _change(self, name: str) -> None:
        table = schema.metadata.tables[name]
        for uid, row in self._rows(name, list(self._plan[name].take)).items():
            self._at.recorder.update(table, self._here_side.keys[name][uid], self._ours(row))

    def _delete(self, name: str) -> None:
        keys = self._here_side.keys[name]
        going = sorted(self._plan[name].delete)
        ids = [keys.pop(uid) for uid in going]
        if name == "article":
            self._at.recorder.delete(schema.article_text, ids)
        self._at.recorder.delete(schema.metadata.tables[name], ids)

    def _ours(self, row: Row) -> Row:
        """A travelling row with this file's ids."""
        made: dict[str, Any] = dict(row)
        for name, target in REFERENCES.items():
            if made.get(name) is not None:
                made[name] = self._here_side.keys[target.name][made[name]]
        return made

    def _remember(self) -> None:
        if self._foreign.commands and any(tally.brings for tally in self.report.tallies.values()):
            names = {one.name for one in (*REFERENCES.values(), *MERGED)}
            translation = Translation({name: self._to_ours(name) for name in names})
            remembering.remember(self._at.recorder, self._here_side, self._foreign, translation)

    def _see(self, table: str, group: str, uid: str) -> None:
        seen = self._seen[table][group]
        if self._wishes.preview and len(seen) < MOST_EXAMPLES:
            seen.append(uid)

    def _show_examples(self) -> None:
        previewer = Previewer(self._here_side, self._there_side, self._at.names)
        for table in MERGED:
            groups = self._seen[table.name]
            theirs = {uid for uids in groups.values() for uid in uids} & self._there_side.keys[
                table.name
            ].keys()
            rows = self._rows(table.name, sorted(theirs))
            found = previewer.examples(table.name, groups, rows)
            if found:
                self.report.examples[table.name] = found

    def _alias(self, kind: str, theirs: str, ours: str) -> None:
        if theirs != ours:
            self._aliases[kind][theirs] = ours


def _later(one: Row, other: Row) -> bool:
    """Which of two versions came later; equal times are settled by content, the same way everywhere."""
    return (one.get("modified", ""), merge.digest(one)) > (other.get("modified", ""), merge.digest(other))
