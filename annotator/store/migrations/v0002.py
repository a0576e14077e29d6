"""Version 2: article sets, assignments, saved documents, decisions, and a checksum for each row.

Columns are only added, never re-created: `ALTER TABLE … ADD COLUMN` touches no row, so that nothing can
fall to a cascade. The checksums are filled in by `store.file` after the last step.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

_WITH_CHECKSUM = (
    *("label", "relation_type", "variable", "scheme_version", "entity", "article", "annotation"),
    *("relation", "variable_value"),
)


def upgrade(operations: Operations) -> None:
    """Add what version 2 has more than version 1."""
    operations.add_column("entity", sa.Column("roles", sa.Text(), server_default="[]", nullable=False))
    for name in ("party", "country", "outlet"):
        operations.add_column("entity", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for table in _WITH_CHECKSUM:
        operations.add_column(table, _checksum())
    _sets(operations)
    _assignments(operations)
    _saved_items(operations)
    _decisions(operations)
    _articles_of_deleted_rows(operations)


def _checksum() -> sa.Column[int]:
    return sa.Column("checksum", sa.Integer(), server_default="0", nullable=False)


def _required(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _key_and_uid() -> tuple[sa.Column[int], sa.Column[str]]:
    return sa.Column("id", sa.Integer(), nullable=False), _required("uid")


def _constraints(*parents: str) -> list[sa.Constraint]:
    links = [sa.ForeignKeyConstraint([f"{one}_id"], [f"{one}.id"]) for one in parents]
    return [*links, sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("uid")]


def _sets(operations: Operations) -> None:
    operations.create_table(
        "article_set",
        *_key_and_uid(),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        _required("name"),
        sa.Column("rule", sa.Text(), server_default="{}", nullable=False),
        _required("at"),
        _checksum(),
        *_constraints("coder"),
        sqlite_autoincrement=True,
    )
    operations.create_table(
        "set_member",
        *_key_and_uid(),
        sa.Column("article_set_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        *_constraints("article_set", "article"),
        sqlite_autoincrement=True,
    )
    operations.create_index("set_member_set", "set_member", ["article_set_id"])
    operations.create_index("set_member_article", "set_member", ["article_id"])


def _assignments(operations: Operations) -> None:
    operations.create_table(
        "assignment",
        *_key_and_uid(),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        _required("at"),
        *_constraints("article", "coder"),
        sqlite_autoincrement=True,
    )
    operations.create_index("assignment_article", "assignment", ["article_id"])
    operations.create_index("assignment_coder", "assignment", ["coder_id"])


def _saved_items(operations: Operations) -> None:
    operations.create_table(
        "saved_item",
        *_key_and_uid(),
        _required("kind"),
        _required("name"),
        _required("body"),
        _checksum(),
        *_constraints(),
        sqlite_autoincrement=True,
    )


def _decisions(operations: Operations) -> None:
    operations.create_table(
        "decision",
        *_key_and_uid(),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        _required("at"),
        _required("verdict"),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("sides", sa.Text(), server_default="[]", nullable=False),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        _checksum(),
        *_constraints("article", "coder"),
        sqlite_autoincrement=True,
    )
    operations.create_index("decision_article", "decision", ["article_id"])


def _articles_of_deleted_rows(operations: Operations) -> None:
    """The article of each deleted row stands in the JSON of what it was."""
    operations.add_column("change", sa.Column("article_id", sa.Integer()))
    operations.execute(
        "UPDATE change SET article_id = json_extract(before, '$.article_id')"
        " WHERE what = 'delete' AND json_valid(before) AND table_name <> 'article_text'"
        " AND json_type(before, '$.article_id') = 'integer'"
    )
    operations.create_index(
        "change_article", "change", ["article_id"], sqlite_where=sa.text("article_id IS NOT NULL")
    )
    operations.create_index(
        "change_last", "change", ["table_name", "last_id"], sqlite_where=sa.text("last_id IS NOT NULL")
    )
