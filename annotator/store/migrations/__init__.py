"""Steps from one version of the tables to the next; a new file is version 0 and takes them all.

Each module `v0001`, `v0002` … has `upgrade(operations)`, where `operations` is Alembic's.
Foreign keys are off while a step runs: Alembic's batch mode re-creates tables, and with foreign keys
on that fires deletions (measured: it deleted every annotation).
"""

from __future__ import annotations

import importlib

from sqlalchemy import Connection

from annotator.store import schema


def upgrade(connection: Connection, *, version: int) -> None:
    """Bring the tables from `version` (0: an empty file) to `schema.VERSION`, inside the caller's
    transaction; the caller has switched foreign keys off and checks them afterwards.
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    operations = Operations(MigrationContext.configure(connection, opts={"transactional_ddl": False}))
    for step in range(version + 1, schema.VERSION + 1):
        importlib.import_module(f"{__name__}.v{step:04d}").upgrade(operations)
        connection.exec_driver_sql(f"PRAGMA user_version = {step}")
    connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
