"""Merging: the work of other copies comes into this project, by identity, and nobody's is overwritten.

For each row that both files know, what each side did since they parted decides:

- changed on one side only: that side's version; deleted on one side only: deleted;
- changed on one side and deleted on the other: the changed version stays;
- changed on both sides: ours stays, theirs stands beside it as a suggestion. Where "ours" came itself
  from an earlier merge, the later version stays, so that the order of merging does not matter.

Nothing is deleted that something live hangs on.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from annotator.model.exchange import Dataset, ImportReport, Problem
from annotator.project.mapping import NameMapping
from annotator.project.project import Project
from annotator.store import merge, remembering, schema, work, writing
from annotator.store.merge import MERGED, REFERENCES, Since
from annotator.store.remembering import Translation
from annotator.store.statements import Row
from annotator.store.writing import Writing

Uids = dict[str, list[str]]

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


class Tally(msgspec.Struct, kw_only=True):
    """What a merge does to one kind of row: counts, and uids of what was changed on both sides."""

    new: int = 0
    same: int = 0
    changed_there: int = 0
    changed_here: int = 0
    changed_on_both: list[str] = []
    deleted_there: int = 0
    deleted_here: int = 0


class MergeReport(msgspec.Struct, kw_only=True):
    """What came of one file: a tally for each kind of row, scheme differences, and notes."""

    file: str
    tallies: dict[str, Tally] = {}
    scheme: list[str] = []
    coders: list[str] = []
    notes: list[Problem] = []


def merge_into(
    project: Project, others: Sequence[Path], *, dry_run: bool = False, same_coders: Sequence[str] = ()
) -> list[MergeReport]:
    """Merge other project files into this one: one transaction, one step of Undo, for each file one
    report. Names in `same_coders` are one person here and there, else two who share a name stay two.

    A backup is the caller's business (`backups.back_up`). `dry_run` previews. Raises the `FileError` of
    the file that cannot be opened; nothing is changed then.
    """
    reports: list[MergeReport] = []
    name = f"Merge {others[0].name}" if len(others) == 1 else f"Merge {len(others)} projects"
    try:
        with project._core.write(name, kind="merge") as at:
            for path in others:
                reports.append(_merge_file(project, at, path, same_coders))
            if dry_run:
                raise _NotReally
    except _NotReally:
        pass
    return reports


def _merge_file(project: Project, at: Writing, path: Path, same_coders: Sequence[str]) -> MergeReport:
    other = Project.open(path, read_only=True)
    try:
        return _Merge(project, other, at, same_coders).run()
    finally:
        other.close()


class _Merge:
    """One file's merge. "Mine" is the project's, "theirs" the other file's, both as travelling rows."""

    def __init__(self, project: Project, other: Project, at: Writing, same_coders: Sequence[str]) -> None:
        self.report = MergeReport(file=other.path.name)
        self._project = project
        self._other = other
        self._at = at
        self._same_coders = set(same_coders)
        self._aliases: dict[str, dict[str, str]] = {one.name: {} for one in REFERENCES.values()}
        self._mine: dict[str, dict[str, Row]] = {}
        self._theirs: dict[str, dict[str, Row]] = {}

    def run(self) -> MergeReport:
        """Do it."""
        self._scheme_and_coders()
        self._load()
        plan = {table.name: self._decide(table.name) for table in MERGED}
        self._keep_what_is_needed(plan)
        for table in MERGED:
            self._add(table.name, plan[table.name]["add"])
        for table in MERGED:
            self._change(table.name, plan[table.name]["take"])
        for table in reversed(MERGED):
            self._delete(table.name, plan[table.name]["delete"])
        self._remember()
        return self.report

    def _scheme_and_coders(self) -> None:
        """Scheme items by uid, else by name; coders by uid; both added where they are missing."""
        report = ImportReport()
        theirs = self._other.scheme
        data = Dataset(scheme=theirs, records=[])
        mapping = NameMapping(self._project, self._at, data, report, self._other.path)
        for kind, items, find in (
            ("label", theirs.labels, mapping.label),
            ("relation_type", theirs.relation_types, mapping.relation_type),
        ):
            for item in items:
                self._alias(kind, item.uid, find(item.name).uid)
        ours = {one.name: one.uid for one in self._project.scheme.variables}
        for variable in theirs.variables:
            self._alias("variable", variable.uid, ours.get(variable.name, variable.uid))
        self.report.scheme += [one.message for one in report.warnings]
        for coder in self._other.coders:
            self._coder(coder.name, coder.uid)

    def _coder(self, name: str, uid: str) -> None:
        names = self._at.names
        known = {one.uid: one.name for one in self._project.coders}
        if uid in known:
            return
        if name in names.coder_ids and name in self._same_coders:
            self._alias("coder", uid, next(key for key, one in known.items() if one == name))
            return
        free, number = name, 1
        while free in names.coder_ids:
            number += 1
            free = f"{name} ({number})"
        key = writing.add_coder(self._at.recorder.connection, free, uid=uid)
        names.coder_ids[free] = key
        names.coders[key] = free
        self.report.coders.append(free)

    def _load(self) -> None:
        here = self._at.view
        my_ids = merge.uid_maps(here)
        self._ids = {name: {uid: key for key, uid in pairs.items()} for name, pairs in my_ids.items()}
        mine_known = merge.command_uids(here)
        with self._other._core.read() as there:
            their_ids = merge.uid_maps(there)
            their_known = merge.command_uids(there)
            self._there: Since = merge.since(there, mine_known, their_ids)
            self._foreign = remembering.foreign_commands(there, mine_known)
            self._their_ids = their_ids
            self._their_article_ids = {uid: key for key, uid in their_ids["article"].items()}
            for table in MERGED:
                self._theirs[table.name] = merge.travelling(there, table, their_ids)
        self._here: Since = merge.since(here, their_known, my_ids)
        for table in MERGED:
            self._mine[table.name] = merge.travelling(here, table, my_ids)
        self._match_articles()
        self._match_entities()
        self._rename_theirs()

    def _match_articles(self) -> None:
        """By uid, else by fingerprint."""
        prints = {row["fingerprint"]: uid for uid, row in self._mine["article"].items()}
        for uid, row in self._theirs["article"].items():
            if uid not in self._mine["article"] and row["fingerprint"] in prints:
                self._alias("article", uid, prints[row["fingerprint"]])

    def _match_entities(self) -> None:
        names = {row["name"]: uid for uid, row in self._mine["entity"].items()}
        gone = self._here.deleted["entity"]
        for uid, row in self._theirs["entity"].items():
            if uid not in self._mine["entity"] and uid not in gone and row["name"] in names:
                self._alias("entity", uid, names[row["name"]])

    def _rename_theirs(self) -> None:
        for table in MERGED:
            aliases = self._aliases.get(table.name, {})
            # what we have under another uid is not a row of its own
            kept = {uid: row for uid, row in self._theirs[table.name].items() if uid not in aliases}
            renamed = (self._renamed(table.name, row) for row in kept.values())
            self._theirs[table.name] = {row["uid"]: row for row in renamed}

    def _renamed(self, table: str, row: Row) -> Row:
        changed = {
            name: self._aliases[target.name].get(row[name], row[name])
            for name, target in REFERENCES.items()
            if row.get(name) is not None
        }
        renamed = {**row, **changed}
        if table in work.LINKS and changed != {name: row[name] for name in changed}:
            renamed["uid"] = work.link_uid(*(renamed[name] for name in work.LINKS[table]))
        return renamed

    def _decide(self, table: str) -> Uids:
        """What is to be done with each of their rows and with those that they deleted."""
        tally = self.report.tallies.setdefault(table, Tally())
        plan: Uids = {"add": [], "take": [], "delete": []}
        mine, theirs = self._mine[table], self._theirs[table]
        for uid in list(theirs):
            if uid in mine:
                self._decide_both(table, uid, tally, plan)
            elif uid in self._here.deleted[table] and not self._news(self._there, table, uid):
                tally.deleted_here += 1
            else:
                tally.new += 1
                plan["add"].append(uid)
        for uid in self._there.deleted[table]:
            if uid in mine and uid not in theirs and not self._news(self._here, table, uid):
                plan["delete"].append(uid)
        return plan

    def _decide_both(self, table: str, uid: str, tally: Tally, plan: Uids) -> None:
        mine, theirs = self._mine[table][uid], self._theirs[table][uid]
        here, there = self._news(self._here, table, uid), self._news(self._there, table, uid)
        if merge.same(mine, theirs):
            tally.same += 1
        elif there and not here:
            tally.changed_there += 1
            plan["take"].append(uid)
        elif here and not there:
            tally.changed_here += 1
        else:
            tally.changed_on_both.append(uid)
            self._settle(table, uid, plan)

    def _settle(self, table: str, uid: str, plan: Uids) -> None:
        """Both changed it: ours stays and theirs becomes a suggestion, or the other way round."""
        mine, theirs = self._mine[table][uid], self._theirs[table][uid]
        own = uid in self._here.touched[table]
        loser = theirs
        if not own and _later(theirs, mine):
            plan["take"].append(uid)
            loser = mine
        if table in _WITH_PROPOSALS:
            proposal = str(uuid.uuid5(uuid.UUID(uid), merge.digest(loser)))
            if proposal not in self._mine[table] and proposal not in self._here.deleted[table]:
                self._theirs[table][proposal] = {**loser, "uid": proposal, "suggested": True}
                plan["add"].append(proposal)
        else:
            self._note(f"{_WORDS[table]} was changed on both sides; one version was kept.", uid)

    def _keep_what_is_needed(self, plan: dict[str, Uids]) -> None:
        """Bring back what new rows hang on; delete nothing that live rows hang on."""
        for table in reversed(MERGED):
            for uid in plan[table.name]["add"] + plan[table.name]["take"]:
                self._need_parents(self._theirs[table.name][uid], plan)
        kept: dict[str, set[str]] = {one.name: set() for one in MERGED}
        for table in reversed(MERGED):
            going = set(plan[table.name]["delete"]) - kept[table.name]
            plan[table.name]["delete"] = sorted(going)
            self.report.tallies[table.name].deleted_there += len(going)
            for uid, row in self._mine[table.name].items():
                if uid not in going:
                    for name, target in REFERENCES.items():
                        if target.name in kept and row.get(name) is not None:
                            kept[target.name].add(row[name])

    def _need_parents(self, row: Row, plan: dict[str, Uids]) -> None:
        for name, target in REFERENCES.items():
            parent = row.get(name)
            if parent is None or target.name not in plan:
                continue
            if parent in plan[target.name]["delete"]:
                plan[target.name]["delete"].remove(parent)
            known = parent in self._mine[target.name] or parent in plan[target.name]["add"]
            if not known and parent in self._theirs[target.name]:
                plan[target.name]["add"].append(parent)
                self._need_parents(self._theirs[target.name][parent], plan)

    def _add(self, name: str, uids: Sequence[str]) -> None:
        table = schema.metadata.tables[name]
        rows = [self._ours(self._theirs[name][uid]) for uid in dict.fromkeys(uids)]
        keys = self._at.recorder.insert_many(table, rows)
        for key, row in zip(keys, rows, strict=True):
            self._ids[name][row["uid"]] = key
        if table is schema.article:
            self._add_texts(rows)

    def _add_texts(self, rows: Sequence[Row]) -> None:
        wanted = {self._their_article_ids[row["uid"]]: row["id"] for row in rows}
        with self._other._core.read() as there:
            made = [
                {"article_id": wanted[key], "text": text} for key, text in merge.texts(there, sorted(wanted))
            ]
        for one in sorted(made, key=lambda row: int(row["article_id"])):
            self._at.recorder.insert(schema.article_text, one)

    def _change(self, name: str, uids: Sequence[str]) -> None:
        table = schema.metadata.tables[name]
        for uid in uids:
            self._at.recorder.update(table, self._ids[name][uid], self._ours(self._theirs[name][uid]))

    def _delete(self, name: str, uids: Sequence[str]) -> None:
        keys = [self._ids[name][uid] for uid in uids]
        if name == "article":
            self._at.recorder.delete(schema.article_text, keys)
        self._at.recorder.delete(schema.metadata.tables[name], keys)

    def _ours(self, row: Row) -> Row:
        """A travelling row with this file's ids."""
        made: dict[str, Any] = dict(row)
        for name, target in REFERENCES.items():
            if made.get(name) is not None:
                made[name] = self._ids[target.name][made[name]]
        return made

    def _remember(self) -> None:
        if self._foreign and any(
            tally.new or tally.changed_there or tally.changed_on_both or tally.deleted_there
            for tally in self.report.tallies.values()
        ):
            remembering.remember(self._at.recorder, self._foreign, self._translation())

    def _translation(self) -> Translation:
        """Their ids as ours, now that everything is here."""
        ids: dict[str, dict[int, int]] = {}
        for name, pairs in self._their_ids.items():
            renamed = ((key, self._aliases.get(name, {}).get(uid, uid)) for key, uid in pairs.items())
            here = self._ids[name]
            ids[name] = {key: here[uid] for key, uid in renamed if uid in here}
        return Translation(ids)

    def _news(self, since: Since, table: str, uid: str) -> bool:
        return uid in since.touched[table] or uid in since.taken[table]

    def _alias(self, kind: str, theirs: str, ours: str) -> None:
        if theirs != ours:
            self._aliases[kind][theirs] = ours

    def _note(self, message: str, record: str) -> None:
        self.report.notes.append(Problem(file=self.report.file, record=record, message=message))


def _later(one: Row, other: Row) -> bool:
    """Which of two versions came later; equal times are settled by content, the same way everywhere."""
    return (one.get("modified", ""), merge.digest(one)) > (other.get("modified", ""), merge.digest(other))
