from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from agencies.models import Shift
from agencies.shifts import open_shift_of
from chats.services import may_send_mass
from chats.shift.idle import idle_after


class Desk:
    """What the top bar asks about whoever works here; nothing is read before it is asked."""

    def __init__(self, actor: Any) -> None:
        self.actor = actor

    @cached_property
    def may_send_mass(self) -> bool:
        """Whether a link to the mass messages is of use."""
        return may_send_mass(self.actor)

    @cached_property
    def open_shift(self) -> Shift | None:
        """Their shift, if they have started one."""
        return open_shift_of(self.actor)

    @cached_property
    def idle_minutes(self) -> int:
        """After so long without a key the page says that the shift is idle."""
        return int(idle_after(self.actor.agency_id).total_seconds() // 60)


def desk(request: HttpRequest) -> dict[str, Any]:
    """`desk`: see `Desk`."""
    return {"desk": Desk(getattr(request, "actor", None))}
