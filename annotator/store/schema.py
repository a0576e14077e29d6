"""The tables of a project file, as they are in the newest version."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text

#: "Anno" in the file header: an SQLite file with this id is ours.
APPLICATION_ID: Final = 0x416E6E6F
#: The version of the tables, in the header's user_version.
VERSION: Final = 2

metadata = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _uid() -> Column[str]:
    return Column("uid", Text, nullable=False, unique=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _reference(table: str, *, nullable: bool = False) -> Column[int]:
    return Column(f"{table}_id", Integer, ForeignKey(f"{table}.id"), nullable=nullable)


def _checksum() -> Column[int]:
    """What `store.checksums` makes of the row's other columns, so that a silent change is noticed."""
    return Column("checksum", Integer, nullable=False, server_default="0")


def _table(name: str, *columns: Column[int] | Column[str] | Column[bool]) -> Table:
    # AUTOINCREMENT: an id is never given twice, so history never speaks of another row.
    # Columns that a later version added stand at the end, as they do in a file that was upgraded.
    return Table(name, metadata, *columns, sqlite_autoincrement=True)


#: Facts about the project: uid, name, created, program.
meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

coder = _table("coder", _id(), _uid(), Column("name", Text, nullable=False, unique=True))

# The scheme: `definition` is the JSON of the whole Label, RelationType or Attribute.
label = _table(
    "label",
    _id(),
    _uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    _text("definition"),
    _checksum(),
)
relation_type = _table(
    "relation_type",
    _id(),
    _uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    _text("definition"),
    _checksum(),
)
variable = _table(
    "variable",
    _id(),
    _uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    _text("definition"),
    _checksum(),
)
#: Every version that the scheme ever had, as the JSON of the whole scheme.
scheme_version = _table(
    "scheme_version",
    _id(),
    _uid(),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("document", Text, nullable=False),
    _checksum(),
)

entity = _table(
    "entity",
    _id(),
    _uid(),
    Column("name", Text, nullable=False),
    Column("aliases", Text, nullable=False, server_default="[]"),
    _text("type"),
    _text("external_id"),
    _text("note"),
    # JSON [{"role": …, "since": …, "until": …}, …]
    Column("roles", Text, nullable=False, server_default="[]"),
    _text("party"),
    _text("country"),
    _text("outlet"),
    _checksum(),
)

article = _table(
    "article",
    _id(),
    _uid(),
    _text("title"),
    _text("outlet"),
    _text("author"),
    _text("published"),
    _text("url"),
    _text("language"),
    _text("source_file"),
    Column("extra", Text, nullable=False, server_default="{}"),
    Column("status", Text, nullable=False, server_default="new"),
    _text("split"),
    Column("fingerprint", Text, nullable=False),
    Column("length", Integer, nullable=False),
    _checksum(),
)
Index("article_fingerprint", article.c.fingerprint)

#: Texts stand apart, so that the list of articles never reads them.
article_text = Table(
    "article_text",
    metadata,
    Column("article_id", Integer, ForeignKey("article.id"), primary_key=True),
    Column("text", Text, nullable=False),
)

annotation = _table(
    "annotation",
    _id(),
    _uid(),
    _reference("article"),
    _reference("label"),
    _reference("coder"),
    _reference("entity", nullable=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    # JSON [[start, end], ...] where there is more than one, else NULL
    Column("fragments", Text),
    Column("quote", Text, nullable=False),
    Column("attributes", Text, nullable=False, server_default="{}"),
    _text("note"),
    Column("suggested", Boolean, nullable=False, server_default="0"),
    Column("scheme_version", Integer, nullable=False, server_default="1"),
    Column("created", Text, nullable=False),
    Column("modified", Text, nullable=False),
    _checksum(),
)
Index("annotation_article", annotation.c.article_id)
Index("annotation_label", annotation.c.label_id)
Index("annotation_entity", annotation.c.entity_id)

relation = _table(
    "relation",
    _id(),
    _uid(),
    _reference("article"),
    Column("type_id", Integer, ForeignKey("relation_type.id"), nullable=False),
    Column("head_id", Integer, ForeignKey("annotation.id"), nullable=False),
    Column("tail_id", Integer, ForeignKey("annotation.id"), nullable=False),
    _reference("coder"),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    _text("cue_quote"),
    _text("note"),
    Column("created", Text, nullable=False),
    Column("modified", Text, nullable=False),
    _checksum(),
)
Index("relation_article", relation.c.article_id)
Index("relation_head", relation.c.head_id)
Index("relation_tail", relation.c.tail_id)

variable_value = _table(
    "variable_value",
    _id(),
    _uid(),
    _reference("article"),
    _reference("variable"),
    _reference("coder"),
    Column("value", Text, nullable=False),
    _checksum(),
)
Index("variable_value_article", variable_value.c.article_id)

#: A named set of articles (a sample, a batch, a test set); `rule` is the JSON of how it was drawn.
article_set = _table(
    "article_set",
    _id(),
    _uid(),
    _reference("coder"),
    Column("name", Text, nullable=False),
    Column("rule", Text, nullable=False, server_default="{}"),
    Column("at", Text, nullable=False),
    _checksum(),
)

#: Which articles are in a set; the uid is made from both uids, so that two copies agree on it.
set_member = _table("set_member", _id(), _uid(), _reference("article_set"), _reference("article"))
Index("set_member_set", set_member.c.article_set_id)
Index("set_member_article", set_member.c.article_id)

#: Who is to annotate which article; the uid is made from both uids.
assignment = _table(
    "assignment",
    _id(),
    _uid(),
    _reference("article"),
    _reference("coder"),
    Column("at", Text, nullable=False),
)
Index("assignment_article", assignment.c.article_id)
Index("assignment_coder", assignment.c.coder_id)

#: Named documents of the project (filters, searches, recipes …); the uid is made from kind and name.
saved_item = _table(
    "saved_item",
    _id(),
    _uid(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    _checksum(),
)

#: How a difference between coders was settled. `sides` is the JSON list of the uids of the annotations that
#: were compared, `result` the uid of the gold annotation or "".
decision = _table(
    "decision",
    _id(),
    _uid(),
    _reference("article"),
    _reference("coder"),
    Column("at", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    _text("note"),
    Column("sides", Text, nullable=False, server_default="[]"),
    _text("result"),
    _checksum(),
)
Index("decision_article", decision.c.article_id)

#: One row for each command; `kind` is "do", "undo" or "redo", `reverts` the command that it undid.
command = _table(
    "command",
    _id(),
    _uid(),
    _text("name"),
    Column("kind", Text, nullable=False),
    Column("reverts", Integer),
    _reference("coder"),
    Column("at", Text, nullable=False),
)
#: One row for each row that a command touched. An insert of many rows in one go is one change from
#: `row_id` to `last_id`. `before` is the JSON of the columns as they were (update: those that
#: changed; delete: all; insert: NULL). `article_id` says of a deleted row which article it hung on.
change = _table(
    "change",
    _id(),
    _reference("command"),
    Column("what", Text, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("last_id", Integer),
    Column("row_uid", Text),
    Column("before", Text),
    Column("article_id", Integer),
)
Index("change_command", change.c.command_id)
Index("change_row", change.c.table_name, change.c.row_id)
# only deleted rows have one: the index costs an added mark nothing
_deleted = change.c.article_id.is_not(None)
Index("change_article", change.c.article_id, sqlite_where=_deleted, postgresql_where=_deleted)
# and only rows that were added together have this one
_several = change.c.last_id.is_not(None)
Index(
    "change_last",
    change.c.table_name,
    change.c.last_id,
    sqlite_where=_several,
    postgresql_where=_several,
)

#: Tables whose rows are recorded in the history, parents first.
RECORDED: Final[tuple[Table, ...]] = (
    coder,
    label,
    relation_type,
    variable,
    scheme_version,
    entity,
    article,
    article_text,
    annotation,
    relation,
    variable_value,
    article_set,
    set_member,
    assignment,
    saved_item,
    decision,
)
#: Tables with an `article_id`, children first: what goes when an article goes.
HANGING: Final[tuple[Table, ...]] = (
    decision,
    assignment,
    set_member,
    relation,
    annotation,
    variable_value,
)


def key_of(table: Table) -> str:
    """The name of the integer key column of a recorded table."""
    return "article_id" if table is article_text else "id"
