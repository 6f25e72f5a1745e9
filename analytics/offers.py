"""What is the same offer: the same media, or where none are known, the same words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID


def fingerprint(of_media_ids: Iterable[int], text: str = "") -> UUID:
    """As `OfferDay.offer` has it; `analytics.folding.chat_days` works it out in SQL."""
    media = " ".join(map(str, sorted(set(of_media_ids))))
    return UUID(hashlib.md5((media or text.strip(" ").lower()).encode(), usedforsecurity=False).hexdigest())
