"""How long members were on shift, on which days."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from agencies.models import Shift

if TYPE_CHECKING:
    from analytics.reports import Question

# A shift over midnight, or over the hour when clocks are changed, counts on each day for the seconds that it had there.
_SECONDS = """
SELECT {columns} sum(EXTRACT(EPOCH FROM LEAST(shift.until, (day + 1)::timestamp AT TIME ZONE %(timezone)s)
                              - GREATEST(shift.started_at, day::timestamp AT TIME ZONE %(timezone)s)))::bigint
FROM (
    SELECT membership_id AS member, started_at, CASE WHEN ended_at IS NULL THEN now() ELSE ended_at END AS until
    FROM agencies_shift WHERE agency_id = %(agency)s AND id = ANY(%(shifts)s::uuid[])
) AS shift
CROSS JOIN LATERAL generate_series(
    GREATEST((shift.started_at AT TIME ZONE %(timezone)s)::date, %(since)s),
    LEAST((shift.until AT TIME ZONE %(timezone)s)::date, %(until)s), interval '1 day'
) AS midnight
CROSS JOIN LATERAL (SELECT midnight::date AS day) AS days
GROUP BY {groups}
"""


def shift_seconds(question: Question, by: Collection[str]) -> dict[tuple[Any, ...], int]:
    """Seconds on shift by day, member, both or neither (key ()); an open shift counts until now."""
    groups = [group for group in ("day", "member") if group in by]
    not_over = Q(ended_at__isnull=True) | Q(ended_at__gt=question.start)
    shifts = Shift.objects.visible_to(question.actor).filter(not_over, started_at__lt=question.end)
    if question.members:
        shifts = shifts.filter(membership_id__in=question.members)
    values = {
        "agency": question.actor.agency_id,
        "timezone": question.timezone,
        "since": question.since,
        "until": question.until,
        "shifts": list(shifts.values_list("pk", flat=True)),
    }
    statement = _SECONDS.format(columns="".join(f"{g}, " for g in groups), groups=", ".join(groups) or "()")
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {tuple(row[:-1]): int(row[-1] or 0) for row in cursor.fetchall()}
