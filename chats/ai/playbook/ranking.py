"""Which past answers come first, and no two that say the same.

Rank = how alike the questions are × how well the answer did. An answer that was sent n times, was bought b times and
else answered a times, did (b + a/2 + 0.5) / (n + 2): a purchase counts 1, a reply of the fan a half, nothing 0, and two
tries at 0.25 stand in for what is not known yet, so that one lucky answer is not put above many good ones. An answer
that never led to anything is not proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

from chats.ai.names import NameHider
from chats.ai.playbook.find import Answer
from chats.models import Script

TRIES, EXPECTED = 2, 0.25
ANSWERED_COUNTS = 0.5
#: From so alike on (0 to 100) two answers say the same.
SAME = 80
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass
class Candidate:
    """What could be proposed, with `{fan}` in place of the name."""

    text: str
    similarity: float
    kind: str
    id: str
    label: str = ""
    sent: int = 0
    answered: int = 0
    bought: int = 0
    price: Decimal | None = None
    message_ids: list[Any] = field(default_factory=list)
    of_media_ids: list[int] = field(default_factory=list)

    @property
    def outcome(self) -> float:
        """How well it did, 0 to 1."""
        return (self.bought + ANSWERED_COUNTS * self.answered + TRIES * EXPECTED) / (self.sent + TRIES)

    @property
    def rank(self) -> float:
        """The higher, the sooner it is proposed."""
        return self.similarity * self.outcome

    @property
    def origin(self) -> dict[str, Any]:
        """Where it comes from, for who reads the draft."""
        told: dict[str, Any] = {"kind": self.kind, "id": self.id, "label": self.label}
        if self.kind == "message":
            told |= {"label": self._how_it_did(), "sent": self.sent, "answered": self.answered, "bought": self.bought}
        return told

    def _how_it_did(self) -> str:
        times = "Sent once" if self.sent == 1 else f"Sent {self.sent} times"
        # Whoever bought has answered in the better way.
        did = [f"bought {self.bought}×" if self.bought else "", f"answered {self.answered}×" if self.answered else ""]
        return f"{times}: {', '.join(filter(None, did))}"


def bare(text: str) -> str:
    """The words of a text in small letters, by which the same text is known again."""
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()


def candidates_of(answers: Iterable[Answer]) -> list[Candidate]:
    """One for each text, whomever it was sent to, the best first; what never led to anything is left out."""
    by_text: dict[str, Candidate] = {}
    seen: set[Any] = set()
    for answer in answers:
        if answer.message_id in seen:
            # It answered several messages in a row, the first of which is the most alike.
            continue
        seen.add(answer.message_id)
        text = NameHider(answer.fan)(answer.text)
        known = by_text.setdefault(bare(text), Candidate(text, answer.similarity, "message", str(answer.message_id)))
        known.sent += 1
        known.bought += answer.is_bought
        known.answered += answer.is_answered and not answer.is_bought
        known.price = known.price or answer.price
        known.message_ids.append(answer.message_id)
    return best_first(known for known in by_text.values() if known.bought or known.answered)


def script_candidate(script: Script, similarity: float) -> Candidate:
    """A script, of which nothing is known but that somebody thought it good."""
    return Candidate(
        script.text, similarity, "script", str(script.pk), script.title, price=script.price,
        of_media_ids=list(script.of_media_ids),
    )  # fmt: skip


def best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """By rank; of the same rank, those of the newest row."""
    return sorted(candidates, key=lambda candidate: (candidate.rank, candidate.id), reverse=True)


def diverse(candidates: Sequence[Candidate], wanted: int) -> list[Candidate]:
    """At most `wanted` of them, each as good as can be and unlike those before it.

    As in maximal marginal relevance (Carbonell and Goldstein, 1998): what is left of a rank is what is new in it.
    """
    left, chosen = list(candidates), list[Candidate]()
    while left and len(chosen) < wanted:
        worth = {id(one): one.rank * (1 - _likeness(one, chosen) / 200) for one in left}
        best = max(left, key=lambda one: worth[id(one)])
        chosen.append(best)
        left = [one for one in left if one is not best and _likeness(one, [best]) < SAME]
    return chosen


def _likeness(one: Candidate, others: Iterable[Candidate]) -> float:
    """How like the likest of the others it is, 0 to 100."""
    return max((token_set_ratio(one.text.casefold(), other.text.casefold()) for other in others), default=0.0)
