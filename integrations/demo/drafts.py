"""What AIs proposed for demo messages, and what became of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import NamedTuple

from integrations.demo import content

#: Replies for which there was a draft.
SHARE = 0.08
#: Over so many days all models have come into use.
HISTORY = dt.timedelta(days=75)
FATES = ["accepted", "accepted", "edited", "rejected", "expired"]
BETTER_FATES = ["accepted", "accepted", "accepted", "edited", "rejected"]
NOT_TAKEN = "Thanks for asking! Tell me more?"


class Draft(NamedTuple):
    """One draft; costs in dollars."""

    provider: str
    model: str
    prompt_version: str
    prompt_tokens: int
    completion_tokens: int
    cost: Decimal
    latency_ms: int
    text: str
    final_text: str
    status: str
    edit_distance: int | None


def draft(random: Random, *, sent: str, ago: dt.timedelta) -> Draft:
    """A draft made so long `ago`, in place of which, or as which, `sent` went to the fan."""
    newest = len(content.AI_MODELS) * max(0.0, 1 - ago / HISTORY)
    provider, model, version, asked_price, told_price = content.AI_MODELS[int(newest * (0.55 + 0.45 * random.random()))]
    status = random.choice(BETTER_FATES if version == "3" else FATES)
    text = {"accepted": sent, "edited": f"Hey! {sent}"}.get(status, NOT_TAKEN)
    final = sent if text != NOT_TAKEN else ""
    return _costed(random, provider, model, version, asked_price, told_price)._replace(
        text=text, final_text=final, status=status, edit_distance=len(text) - len(final) if final else None
    )


def waiting(random: Random) -> Draft:
    """A draft that nobody has decided on."""
    return _costed(random, *content.AI_MODELS[0])._replace(text=NOT_TAKEN)


def _costed(
    random: Random, provider: str, model: str, version: str, asked_price: Decimal, told_price: Decimal
) -> Draft:
    if not model:
        return Draft(provider, model, version, 0, 0, Decimal(0), random.randint(8, 60), "", "", "suggested", None)
    asked, told = random.randint(400, 1_400), random.randint(10, 60)
    cost = ((asked * asked_price + told * told_price) / 1_000_000).quantize(Decimal("0.000001"))
    return Draft(provider, model, version, asked, told, cost, random.randint(400, 3_500), "", "", "suggested", None)
