"""One way to put what was worked out anew in the place of what stands in a table."""

from __future__ import annotations

from collections.abc import Sequence


def replace(
    table: str, fresh: str, *, key: Sequence[str], values: Sequence[str], stale: str, returning: str, stamp: str = ""
) -> str:
    """The CTEs that make the rows of `table` for which `stale` holds (called `old`) those of the query `fresh`.

    Rows that are right stay untouched. `changed` is what had to be inserted, updated or deleted, with the columns of
    `returning`; the column `stamp` says when that was.
    """
    columns = [*key, *values]
    names = ", ".join(columns)
    stamp_name, stamp_value, stamp_set = (f", {stamp}", ", now()", f", {stamp} = now()") if stamp else ("", "", "")
    sets = ", ".join(f"{name} = excluded.{name}" for name in values)
    differs = (
        f"({', '.join(f'old.{n}' for n in values)}) IS DISTINCT FROM ({', '.join(f'excluded.{n}' for n in values)})"
    )
    same = " AND ".join(f"fresh.{name} IS NOT DISTINCT FROM old.{name}" for name in key)
    return f"""
WITH fresh AS MATERIALIZED ({fresh}), gone AS (
    DELETE FROM {table} AS old
    WHERE old.agency_id = %(agency)s AND {stale} AND NOT EXISTS (SELECT FROM fresh WHERE {same})
    RETURNING {returning}
), put AS (
    INSERT INTO {table} AS old (id, agency_id, created_at, {names}{stamp_name})
    SELECT gen_random_uuid(), %(agency)s, now(), {names}{stamp_value} FROM fresh
    ON CONFLICT (agency_id, {", ".join(key)}) DO UPDATE SET {sets}{stamp_set}
    WHERE {differs}
    RETURNING {returning}
), changed AS (SELECT * FROM gone UNION ALL SELECT * FROM put)
"""
