from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def is_migrated() -> bool:
    """Whether every migration of this code is applied. Raises `DatabaseError` if the database does not answer."""
    executor: Any = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
