from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from analytics.models import MessageReview

#: More news than this is not counted.
MOST_TOLD = 99


class Feedback:
    """What the top bar tells somebody about reviews of their messages; nothing is read before it is asked."""

    def __init__(self, actor: Any) -> None:
        self.actor = actor

    @cached_property
    def unseen(self) -> int:
        """Reviews that they have not seen yet, at most `MOST_TOLD` + 1."""
        own = MessageReview.objects.visible_to(self.actor).of_sender(self.actor.membership_id)
        return int(own.unseen().order_by()[: MOST_TOLD + 1].count())

    @property
    def badge(self) -> str:
        """The number as it is shown; empty if there is nothing new."""
        return "" if not self.unseen else str(self.unseen) if self.unseen <= MOST_TOLD else f"{MOST_TOLD}+"


def feedback(request: HttpRequest) -> dict[str, Any]:
    """`feedback`: see `Feedback`."""
    return {"feedback": Feedback(getattr(request, "actor", None))}
