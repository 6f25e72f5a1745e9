"""Translations of what fans wrote, kept beside it, and of replies before they are sent, with what was typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef

from agencies.scope import Actor
from agencies.tenancy import agency_scope
from chats import tasks
from chats.ai.completing import writers_of
from chats.ai.prompts import prompt_in_use
from chats.ai.providers.base import ProviderError
from chats.ai.settings import ai_settings_of
from chats.ai.translations import Translated, Wanted, translate, translate_all, wanted_translation
from chats.ai.waiting import at_once
from chats.live import announce as live
from chats.models import AICall, AISettings, Chat, Message, PromptVersion, Translation
from chats.models.chat import Direction
from chats.services.outgoing_rules import MAX_TEXT_LENGTH

#: Messages of one chat that are translated in one go, the latest.
IN_ONE_GO = 20
LANGUAGE_LENGTH = 40
NO_LANGUAGE = "Say in the fan card which language this fan reads."
NOTHING_TYPED = "Write something first: it is translated before you send it."
NO_PROVIDER = "No provider is set up that could translate, or none is within budget."
NOT_OF_A_FAN = "Only what a fan wrote, and nobody has deleted, can be translated here."
NO_SUCH_LANGUAGE = "Name a language, as in Spanish or Chinese (simplified)."
#: Letters, and what stands between the words of a language's name.
_LANGUAGE = re.compile(r"[^\W\d_]{2,}(?:[ '’-][^\W\d_]+)*(?: \([^\W\d_]+\))?")


@dataclass(frozen=True)
class Outcome:
    """How many messages were translated, and what went wrong, "" if nothing did."""

    number: int
    problem: str = ""


def check_may_translate(actor: Actor) -> None:
    """Raises `PermissionDenied`."""
    if not actor.may("add", Translation):
        raise PermissionDenied


def untranslated(chat: Chat) -> list[UUID]:
    """The latest messages of the fan that nobody has had translated. Call in the scope."""
    rows = Message.objects.in_chat(chat).filter(direction=Direction.IN, deleted_at__isnull=True).exclude(text="")
    return list(rows.filter(~Exists(_of_message())).latest_first().values_list("pk", flat=True)[:IN_ONE_GO])


def _of_message() -> Any:
    own = {"agency_id": OuterRef("agency_id"), "message_id": OuterRef("pk")}
    return Translation.objects.filter(**own, is_original=False).exclude(text="")


def translate_messages(*, agency_id: UUID, message_ids: Collection[UUID]) -> Outcome:
    """Translate what fans wrote into the team's language, side by side, and tell open inboxes. Call in no transaction.

    What is there already is left as it is; what was made before a fault is kept.
    """
    with agency_scope(agency_id):
        settings, prompt = _ways(agency_id)
        messages = [row for row in _messages(agency_id, message_ids) if not _is_done(row, settings.team_language)]
        wanted = [_wanted(row, settings.team_language, settings, prompt) for row in messages]
    made: dict[int, Translated] = {}
    problem = at_once(translate_all(wanted, made.__setitem__)) if wanted else None
    with agency_scope(agency_id):
        for place, told in sorted(made.items()):
            _keep(messages[place], settings.team_language, told)
    return Outcome(len(made), problem.words if problem else "")


def _ways(agency_id: UUID) -> tuple[AISettings, PromptVersion]:
    return ai_settings_of(agency_id), prompt_in_use(agency_id, PromptVersion.Kind.TRANSLATION)


def _messages(agency_id: UUID, ids: Collection[UUID]) -> Sequence[Message]:
    said: dict[str, Any] = {"direction": Direction.IN, "deleted_at__isnull": True}
    rows = Message.objects.filter(agency_id=agency_id, pk__in=ids, **said).exclude(text="")
    return list(rows.select_related("chat__creator").prefetch_related("translations").latest_first())


def _is_done(message: Message, language: str) -> bool:
    rows: Any = message
    return any(row.language == language and row.text for row in rows.translations.all())


def _wanted(message: Message, language: str, settings: AISettings, prompt: PromptVersion) -> Wanted:
    return wanted_translation(
        chat=message.chat, text=message.text, language=language, is_from_fan=True, settings=settings, prompt=prompt
    )


def _keep(message: Message, language: str, told: Translated) -> None:
    """Write it down, unless the message has gone or somebody was faster."""
    if not Message.objects.filter(agency_id=message.agency_id, pk=message.pk).exists():
        return
    row, is_new = Translation.objects.get_or_create(
        agency_id=message.agency_id,
        message=message,
        language=language,
        defaults={"text": told.text, "provider": told.provider, "model": told.model},
    )
    if not is_new:
        if row.text:
            return
        row.text, row.provider, row.model = told.text, told.provider, told.model
        row.save(update_fields=["text", "provider", "model"])
    live.announce(chat=message.chat, kind=live.TRANSLATED, message_ids=[message.pk])


def translate_reply(*, agency_id: UUID, chat_id: UUID, text: str) -> Translated:
    """A reply in the fan's language, before it is sent. Call in no transaction. Raises `ValidationError`."""
    text = text.strip()
    if not text:
        raise ValidationError(NOTHING_TYPED)
    if len(text) > MAX_TEXT_LENGTH:
        raise ValidationError(f"That is {len(text):,} characters; a message has {MAX_TEXT_LENGTH:,} at most.")
    with agency_scope(agency_id):
        chat = Chat.objects.select_related("creator").get(agency_id=agency_id, pk=chat_id)
        if not chat.fan_language:
            raise ValidationError(NO_LANGUAGE)
        settings, prompt = _ways(agency_id)
        wanted = wanted_translation(
            chat=chat, text=text, language=chat.fan_language, is_from_fan=False, settings=settings, prompt=prompt
        )
    try:
        return at_once(translate(wanted))
    except ProviderError as error:
        raise ValidationError(error.words) from error


def keep_typed(*, message: Message, typed_text: str) -> None:
    """Keep with a reply that is sent now what was typed before it was translated. Call in its transaction."""
    typed = typed_text.strip()[:MAX_TEXT_LENGTH]
    if not typed or typed == message.text:
        return
    calls = AICall.objects.filter(
        agency_id=message.agency_id,
        chat_id=message.chat_id,
        purpose=AICall.Purpose.TRANSLATION,
        outcome=AICall.Outcome.OK,
    )
    provider, model = calls.order_by("-created_at").values_list("provider", "model").first() or ("", "")
    Translation.objects.create(
        agency_id=message.agency_id,
        message=message,
        language=ai_settings_of(message.agency_id).team_language,
        text=typed,
        is_original=True,
        provider=provider,
        model=model,
    )


def typed_text_of(message: Message) -> str:
    """What was typed where the message is its translation, else ""."""
    rows = Translation.objects.filter(agency_id=message.agency_id, message=message, is_original=True)
    return rows.values_list("text", flat=True).first() or ""


def ask_for_translation(*, actor: Actor, message: Message, language: str = "") -> Translation:
    """Have a job translate what a fan wrote, into the team's language or another; its text is empty until then.

    One that is there, or is being made, is returned. Raises `PermissionDenied` and `ValidationError`.
    """
    check_may_translate(actor)
    if message.direction != Direction.IN or not message.text or message.deleted_at:
        raise ValidationError({"message": NOT_OF_A_FAN})
    if not _has_writer(message):
        raise ValidationError(NO_PROVIDER)
    language = " ".join(language.split()) or ai_settings_of(message.agency_id).team_language
    if not _LANGUAGE.fullmatch(language) or len(language) > LANGUAGE_LENGTH:
        raise ValidationError({"language": NO_SUCH_LANGUAGE})
    of_message = Translation.objects.filter(agency_id=message.agency_id, message=message)
    if known := of_message.filter(language__iexact=language).first():
        return known  # type: ignore[no-any-return]
    row: Translation
    row, is_new = Translation.objects.get_or_create(
        agency_id=message.agency_id, message=message, language=language, defaults={"text": "", "provider": ""}
    )
    if is_new:
        tasks.defer_translation(row.agency_id, row.pk)
    return row


def _has_writer(message: Message) -> bool:
    return bool(writers_of(message.agency_id, message.agency_id))


def make_translation(*, agency_id: UUID, translation_id: UUID) -> None:
    """Make a translation that was asked for; one that cannot be made goes, so that it can be asked for again.

    Call in no transaction.
    """
    with agency_scope(agency_id):
        rows = Translation.objects.filter(agency_id=agency_id, pk=translation_id, text="")
        row = rows.select_related("message__chat__creator").first()
        if row is None:
            return
        if row.message.deleted_at:
            rows.delete()
            return
        wanted = _wanted(row.message, row.language, *_ways(agency_id))
    try:
        made = at_once(translate(wanted))
    except ProviderError:
        with agency_scope(agency_id):
            rows.delete()
        return
    with agency_scope(agency_id):
        _keep(row.message, row.language, made)
