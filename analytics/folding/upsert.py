"""Parts that the statements of folding have in common."""

from __future__ import annotations

from collections.abc import Sequence

#: One chat by its id. The condition on the fan's keeps the planner from walking an index that holds all it needs: it
#: knows nothing of how many chats an agency has.
ONE_CHAT = "chats_chat WHERE agency_id = %(agency)s AND id = {} AND fan_of_id >= 0 OFFSET 0"


def replace(
    table: str,
    fresh: str,
    *,
    key: Sequence[str],
    values: Sequence[str],
    stale: str,
    returning: str,
    nullable: str = "",
    stamp: str = "",
    initial: Sequence[str] = (),
) -> str:
    """One way to put what was worked out anew in the place of what stands in a table.

    The CTEs that make the rows `stale` of `table` (a FROM clause that calls them `old`) those of the query `fresh`.

    Rows that are right stay untouched. `changed` is what had to be inserted, updated or deleted, with the columns of
    `returning`; the column `stamp` says when that was. Columns that are `initial` are set in new rows and never looked
    at again. The column of the key that may be NULL is named: the others are
    compared by =, which is what PostgreSQL can join many rows by.
    """
    names = ", ".join([*key, *values])
    begun = "".join(f", {name}" for name in initial)
    stamp_name, stamp_value, stamp_set = (f", {stamp}", ", now()", f", {stamp} = now()") if stamp else ("", "", "")
    sets = ", ".join(f"{name} = excluded.{name}" for name in values)
    equals = {name: "IS NOT DISTINCT FROM" if name == nullable else "=" for name in key}
    same = " AND ".join(f"fresh.{name} {sign} old.{name}" for name, sign in equals.items())
    new, known = (", ".join(f"{side}.{name}" for name in values) for side in ("fresh", "old"))
    return f"""
WITH fresh AS MATERIALIZED ({fresh}), known AS MATERIALIZED (
    SELECT old.id, {", ".join(f"old.{name}" for name in [*key, *values])} FROM {stale}
), gone AS (
    DELETE FROM {table} AS old
    WHERE old.agency_id = %(agency)s
      AND old.id IN (SELECT id FROM known AS old WHERE NOT EXISTS (SELECT FROM fresh WHERE {same}))
    RETURNING {returning}
), wrong AS MATERIALIZED (
    SELECT fresh.* FROM fresh LEFT JOIN known AS old ON {same}
    WHERE old.id IS NULL OR ({new}) IS DISTINCT FROM ({known})
), put AS (
    INSERT INTO {table} AS old (id, agency_id, created_at, {names}{begun}{stamp_name})
    SELECT gen_random_uuid(), %(agency)s, now(), {names}{begun}{stamp_value} FROM wrong
    ON CONFLICT (agency_id, {", ".join(key)}) DO UPDATE SET {sets}{stamp_set}
    RETURNING {returning}
), changed AS (SELECT * FROM gone UNION ALL SELECT * FROM put)
"""
