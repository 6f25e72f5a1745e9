"""What has changed: written down in the transaction that changed it, for those who follow us.

Saving and deleting through the ORM is noted by itself (`agencies.models.base`, `agencies.querysets`); whoever writes
by SQL calls `note`. The notes of a transaction are written just before it commits, as few rows with many ids each, and
are read below a horizon: a transaction number below which every transaction is over. Whoever reads up to there has
missed nothing that is still on its way, however many write at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from psycopg import ClientCursor
from uuid_utils.compat import uuid7

from agencies.tenancy import SETTING, agency_scope

CREATED, CHANGED, DELETED = "created", "changed", "deleted"
#: Of a chat: messages have gone from where they stood, so whoever counts them has to begin anew.
RECOUNT = "recount"
#: How long changes can be asked for. They stay a day longer: their order is that of the numbers, not of the clock.
KEPT_FOR, MARGIN = dt.timedelta(days=30), dt.timedelta(days=1)
#: Ids in one row of the table.
IDS_IN_A_ROW = 5_000
#: All transactions of this database below this number are over. Those of the server's other databases may last for
#: hours and need not be waited for: whose a transaction is shows in the lock that each holds on its own number. One
#: that holds none (yet, or any more) counts as ours, so from one look to the next the number may also fall.
_HORIZON = """(
    SELECT LEAST(
        (SELECT min(open.xid) FROM pg_snapshot_xip(now.snapshot) AS open (xid) WHERE NOT EXISTS (
            SELECT FROM pg_locks AS held JOIN pg_stat_activity AS other ON other.pid = held.pid
            WHERE held.locktype = 'transactionid' AND held.granted AND held.mode = 'ExclusiveLock'
              AND held.transactionid = open.xid::xid AND other.datname <> current_database())),
        pg_snapshot_xmax(now.snapshot), pg_current_xact_id_if_assigned())::text::bigint
    FROM (SELECT pg_current_snapshot() AS snapshot OFFSET 0) AS now
)"""


class Horizon(NamedTuple):
    """All that transactions `below` this number have changed can be read; none has a number above `newest`."""

    below: int
    newest: int

    def seen_from(self, transaction: int) -> int | None:
        """How far one can read who has read up to `transaction`: never back. None for a number that this database has
        not reached yet, so that it was another one's."""
        return max(self.below, transaction) if transaction <= self.newest else None


def horizon() -> Horizon:
    """As of this moment."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_HORIZON}, pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return Horizon(*cursor.fetchone())


#: Called with the agency, behind a commit that has changed something of it.
listeners: list[Callable[[UUID], None]] = []

# An agency that goes in this very transaction needs no notes any more.
_WRITE = f"""
SET LOCAL {SETTING} = %s;
INSERT INTO agencies_change (id, agency_id, created_at, transaction, told_as, event, creator_id, object_ids)
SELECT note.id, agency.id, %s, pg_current_xact_id()::text::bigint, note.told_as, note.event, note.creator, note.ids
FROM agencies_agency AS agency, (VALUES {{rows}}) AS note (id, told_as, event, creator, ids)
WHERE agency.id = %s
"""


class _Group(NamedTuple):
    told_as: str
    event: str
    creator_id: UUID | None


class _Notes:
    """What the current transaction has changed so far, by agency."""

    def __init__(self) -> None:
        self.agencies: dict[UUID, dict[_Group, dict[UUID, None]]] = {}
        self._announced: set[tuple[Any, ...]] = set()

    def add(self, agency_id: UUID, group: _Group, ids: Iterable[UUID]) -> None:
        self.agencies.setdefault(agency_id, {}).setdefault(group, {}).update(dict.fromkeys(ids))
        self.follow(agency_id)

    def follow(self, agency_id: UUID) -> None:
        # What is registered within a savepoint goes with it, so once for each.
        place = (agency_id, *connection.savepoint_ids)
        if listeners and place not in self._announced:
            self._announced.add(place)
            transaction.on_commit(lambda: _tell(agency_id), robust=True)

    def write(self) -> None:
        """Write it down; the last that the transaction does."""
        for agency_id, groups in self.agencies.items():
            rows = [value for row in _rows(groups) for value in row]
            holes = ", ".join(["(%s::uuid, %s, %s, %s::uuid, %s::uuid[])"] * (len(rows) // 5))
            values = [str(agency_id), timezone.now(), *rows, agency_id]
            ClientCursor(cast(Any, connection.connection)).execute(_WRITE.format(rows=holes), values)


def _rows(groups: dict[_Group, dict[UUID, None]]) -> Iterator[tuple[Any, ...]]:
    for group, noted in groups.items():
        ids = list(noted)
        for start in range(0, len(ids), IDS_IN_A_ROW):
            yield uuid7(), *group, ids[start : start + IDS_IN_A_ROW]


def note(
    *, model: type[Any], agency_id: UUID, ids: Collection[UUID], event: str, creator_id: UUID | None = None
) -> None:
    """These rows of `model` are new, changed or gone, or something else that `event` names has happened to them.

    Call in the transaction. `creator_id` says whose the rows were that are gone, which nobody can ask any more.
    """
    if ids and model.TOLD_AS:
        _notes().add(agency_id, _Group(model.TOLD_AS, event, creator_id), ids)


def follow(agency_id: UUID) -> None:
    """Have the listeners called behind the commit; for whoever has written the notes by SQL of their own."""
    _notes().follow(agency_id)


def _notes() -> _Notes:
    notes: _Notes = cast(Any, connection).before_commit.setdefault("changes", _Notes())
    return notes


def creator_of(row: Any) -> UUID | None:
    """Whose a row is, as its `SCOPE` says; None if it is no creator's."""
    for name in (row.SCOPE.creator or "").split("__"):
        row = getattr(row, name) if name and row is not None else None
    return cast("UUID | None", row)


def _tell(agency_id: UUID) -> None:
    for listener in listeners:
        listener(agency_id)


def forget_changes(*, agency_id: UUID) -> int:
    """Delete the changes that nobody can ask for any more; return how many rows those were."""
    from agencies.models import Change

    with agency_scope(agency_id):
        old = Change.objects.filter(agency_id=agency_id, created_at__lt=timezone.now() - KEPT_FOR - MARGIN)
        return int(old.delete()[0])
