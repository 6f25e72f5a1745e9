"""What must hold before a reply leaves: the platform's limits, the agency's words, the guard, and no media twice by
mistake."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from chats.guard.flagging import flag_for_good, without_false_alarms
from chats.guard.looking import Seen, look
from chats.guard.rules import rules_in_force
from chats.models import Chat, CreatorMedia, GuardEvent, GuardRule, MassMessage, SentMedia, WordRule
from chats.word_rules import matching

#: The platform's limits for one message: characters, and dollars for pay-per-view.
MAX_TEXT_LENGTH = 10_000
MIN_PRICE, MAX_PRICE = Decimal(3), Decimal(200)


class NeedsConfirmationError(ValidationError):
    """Nothing forbids the reply, but somebody should look twice; sending again with `confirmed` goes through."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__([ValidationError(reason, code="needs_confirmation") for reason in reasons])
        self.reasons = reasons


def check_limits(text: str, price: Decimal | None, of_media_ids: Collection[int] = ()) -> None:
    """Raise `ValidationError` for what the platform would not take."""
    if not text and not of_media_ids:
        raise ValidationError({"text": "Write something, or choose media, before sending."})
    if len(text) > MAX_TEXT_LENGTH:
        raise ValidationError(
            {"text": f"That is {len(text):,} characters; the platform takes {MAX_TEXT_LENGTH:,} at most."}
        )
    if price and not MIN_PRICE <= price <= MAX_PRICE:
        raise ValidationError({"price": f"A price is {MIN_PRICE} to {MAX_PRICE} dollars, or none."})


def media_to_send(chat: Chat, of_media_ids: Collection[int]) -> list[CreatorMedia]:
    """The media in the order asked for. Raises `ValidationError` for one that the chat's creator does not have."""
    if not of_media_ids:
        return []
    known = {
        media.of_media_id: media
        for media in CreatorMedia.objects.filter(
            agency_id=chat.agency_id, creator_id=chat.creator_id, of_media_id__in=of_media_ids
        )
    }
    if missing := [str(of_id) for of_id in of_media_ids if of_id not in known]:
        raise ValidationError({"of_media_ids": f"{chat.creator} has no media {', '.join(missing)}."})
    return [known[of_id] for of_id in dict.fromkeys(of_media_ids)]


def check_offer(chat: Chat | MassMessage, price: Decimal | None, of_media_ids: Collection[int]) -> None:
    """Raise `ValidationError` for a price on nothing.

    The platform sells media, not words. As long as we know of no media of the creator there is nothing to choose
    from, and the price is let through.
    """
    if not price or of_media_ids:
        return
    if CreatorMedia.objects.filter(agency_id=chat.agency_id, creator_id=chat.creator_id).exists():
        raise ValidationError({"price": "A paid message needs media: choose what the fan gets for the price."})


def check_words_of_mass(mass: MassMessage) -> None:
    """Raise `ValidationError` for a mass message with words that are blocked, or that the guard refuses.

    It flags no chat: it is the message that is wrong.
    """
    refused = [_refused_word(rule) for rule in _hits(mass, mass.text) if rule.action == WordRule.Action.BLOCK]
    seen = look(rules_in_force(mass.agency_id), mass.text, side="team")
    if refused := [*refused, *(_refused_by_guard(one) for one in seen if _blocks(one))]:
        raise ValidationError({"text": refused})


def check_words_and_media(
    chat: Chat,
    text: str,
    of_media_ids: Collection[int],
    *,
    confirmed: bool,
    member_id: UUID | None,
    flags_chat: bool = True,
) -> list[Seen]:
    """What the guard sees that does not keep the reply back: for `flag`, once the message is there.

    Raises `ValidationError` for blocked words and for what the guard refuses, and flags the chat for the latter, which
    outlasts the refusal (a message of a mass message flags none: `flags_chat`). The same words in the same chat that
    somebody has dismissed as a false alarm may be sent. For words and media to look twice at, unless `confirmed`,
    raises `NeedsConfirmationError`.
    """
    hits = _hits(chat, text)
    seen = without_false_alarms(chat, look(rules_in_force(chat.agency_id), text, side="team"))
    refused = [_refused_word(rule) for rule in hits if rule.action == WordRule.Action.BLOCK]
    by_guard = [_refused_by_guard(one) for one in seen if _blocks(one)]
    if by_guard and flags_chat:
        flag_for_good(chat=chat, seen=seen, origin=GuardEvent.Origin.TEAM, member_id=member_id)
    if refused or by_guard:
        raise ValidationError({"text": [*refused, *by_guard]})
    if not confirmed:
        _ask_to_look_twice(chat, hits, of_media_ids)
    return seen if flags_chat else []


def _hits(of: Chat | MassMessage, text: str) -> list[WordRule]:
    rules = WordRule.objects.filter(agency_id=of.agency_id).in_force(of.creator_id)
    return matching(rules, text) if text else []


def _ask_to_look_twice(chat: Chat, hits: list[WordRule], of_media_ids: Collection[int]) -> None:
    reasons = [f"“{rule.words}”: {rule.reason}" for rule in hits]
    if of_media_ids:
        sent = SentMedia.objects.filter(agency_id=chat.agency_id, chat=chat, of_media_id__in=of_media_ids)
        reasons += [_had_already(media) for media in sent.order_by("of_media_id")]
    if reasons:
        raise NeedsConfirmationError(reasons)


def _blocks(seen: Seen) -> bool:
    return bool(seen.rule.action == GuardRule.Action.BLOCK)


def _refused_word(rule: WordRule) -> str:
    return f"“{rule.words}” may not be sent: {rule.reason}"


def _refused_by_guard(seen: Seen) -> str:
    return f"Not sent, because of “{seen.excerpt}” ({seen.rule.title}). {seen.rule.advice}".strip()


def _had_already(media: SentMedia) -> str:
    verb, at = ("has bought", media.bought_at) if media.bought_at else ("was sent", media.sent_at)
    return f"This fan {verb} media {media.of_media_id} already, on {date_format(timezone.localtime(at), 'j F Y')}."
