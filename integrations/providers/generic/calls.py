"""What is configured of a service's calls: where it is asked, what a reply looks like, what stands where.

`{text}` and the like stand in paths and bodies for what a call is about. A value of a body that is nothing but one of
them becomes the value itself, so that a price stays a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import orjson
from django.core.exceptions import ValidationError

from integrations.guard import check_address
from integrations.providers.base import Outgoing
from integrations.providers.generic.fields import MONEY

#: Of each call: its settings, the words that stand for something in it, the fields that its answer must and may tell.
CALLS: dict[str, tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]] = {
    name: (frozenset(settings.split()), frozenset(words.split()), frozenset(must.split()), frozenset(may.split()))
    for name, settings, words, must, may in (
        ("check", "method", "account_id", "id", "username name"),
        (
            "send", "method body key_header",
            "account_id fan_id text price media_ids key",
            "message_id", "at",
        ),
        (
            "messages", "method items",
            "account_id fan_id",
            "message_id sender_id at text", "price media_ids",
        ),
    )
}  # fmt: skip
METHODS = ("GET", "POST", "PUT")
FREE = Decimal(0)
_TOP = {"address", "authentication", *CALLS}
_WORD = re.compile(r"\{(\w+)\}")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
EXAMPLE: dict[str, Any] = {
    "address": "https://api.example.com/v1",
    "authentication": {"header": "Authorization", "prefix": "Bearer "},
    "check": {
        "path": "/accounts/{account_id}",
        "fields": {"id": "data.id", "username": "data.username", "name": "data.name"},
    },
    "send": {
        "path": "/accounts/{account_id}/chats/{fan_id}/messages",
        "key_header": "Idempotency-Key",
        "body": {"text": "{text}", "price": "{price}", "media": "{media_ids}"},
        "fields": {"message_id": "data.id", "at": "data.created_at"},
    },
    "messages": {
        "path": "/accounts/{account_id}/chats/{fan_id}/messages?limit=50",
        "items": "data",
        "fields": {
            "message_id": "id", "sender_id": "sender.id", "at": "created_at", "text": "text", "price": "price",
            "media_ids": "media",
        },
    },
}  # fmt: skip


def filled(template: Any, values: Mapping[str, Any]) -> Any:
    """A body with its words replaced by `values`."""
    if isinstance(template, Mapping):
        return {name: filled(value, values) for name, value in template.items()}
    if isinstance(template, list):
        return [filled(value, values) for value in template]
    if not isinstance(template, str):
        return template
    if (whole := _WORD.fullmatch(template)) and whole[1] in values:
        return values[whole[1]]
    return _WORD.sub(lambda word: str(values.get(word[1], word[0])), template)


def path(template: str, values: Mapping[str, Any]) -> str:
    """A path with its words replaced by `values`, none of which can lead elsewhere."""
    return _WORD.sub(lambda word: quote(str(values.get(word[1], word[0])), safe=""), template)


def words_of(template: Any) -> set[str]:
    """The words that a body holds."""
    if isinstance(template, Mapping):
        return {word for value in template.values() for word in words_of(value)}
    if isinstance(template, list):
        return {word for value in template for word in words_of(value)}
    return set(_WORD.findall(template)) if isinstance(template, str) else set()


def reply(message: Outgoing, units: int) -> dict[str, Any]:
    """What the words of `send` stand for; the price in the service's own unit, `units` of which make a dollar."""
    price = message.price * units
    return {
        "fan_id": message.fan_of_id,
        "text": message.text,
        "price": int(price) if price == price.to_integral_value() else float(price),
        "media_ids": list(message.of_media_ids),
        "key": message.key,
    }


def shown_reply(config: Mapping[str, Any], account_id: str) -> str:
    """The request that would send a reply, for a person to look at; the key is left out."""
    calls = config["calls"]
    how, authentication = calls["send"], calls["authentication"]
    message = Outgoing("01890a5d-ac96-774b-bcce-b302099a8057", 1234567, "Hello!", Decimal("9.99"), [111, 222])
    words = {"account_id": account_id, **reply(message, MONEY[config.get("money", "dollars")])}
    lines = [
        f"{how.get('method', 'POST')} {calls['address'].rstrip('/')}{path(how['path'], words)}",
        f"{authentication['header']}: {authentication.get('prefix', '')}•••",
    ]
    if "key_header" in how:
        lines.append(f"{how['key_header']}: {message.key}")
    if "body" in how:
        lines += ["", orjson.dumps(filled(how["body"], words), option=orjson.OPT_INDENT_2).decode()]
    return "\n".join(lines)


def faults(calls: Any) -> list[str]:
    """Every fault of what is configured of calls, each with its place."""
    if not isinstance(calls, Mapping):
        return ["calls: an object; leave it out if the service is not to be called."]
    found = [f"calls.{name}: there is no such setting." for name in sorted(set(calls) - _TOP)]
    found += _address_faults(calls.get("address")) + _authentication_faults(calls.get("authentication"))
    if not set(CALLS) & set(calls):
        found.append(f"calls: say how something is asked: {', '.join(CALLS)}.")
    for name in CALLS:
        if name in calls:
            found += _call_faults(name, calls[name])
    return found or _look_faults(calls)


def _address_faults(address: Any) -> list[str]:
    if not isinstance(address, str) or not address or len(address) > 300 or "?" in address or "#" in address:
        return ["calls.address: what all paths follow, as in “https://api.example.com/v1”."]
    try:
        check_address(address)
    except ValidationError as error:
        return [f"calls.address: {' '.join(error.messages)}"]
    return []


def _authentication_faults(how: Any) -> list[str]:
    if not isinstance(how, Mapping) or not _is_header(how.get("header")):
        return ["calls.authentication: say in which header the key goes: {“header”: …, “prefix”: …}."]
    found = [
        f"calls.authentication.{name}: there is no such setting." for name in sorted(set(how) - {"header", "prefix"})
    ]
    if not _is_line(how.get("prefix", "")):
        found.append("calls.authentication.prefix: a text, in plain letters.")
    return found


def _call_faults(name: str, call: Any) -> list[str]:
    place, (settings, words, must, may) = f"calls.{name}", CALLS[name]
    if not isinstance(call, Mapping):
        return [f"{place}: an object."]
    found = [f"{place}.{key}: there is no such setting." for key in sorted(set(call) - settings - {"path", "fields"})]
    to = call.get("path")
    if not isinstance(to, str) or not to.startswith("/") or not _is_line(to) or " " in to:
        found.append(f"{place}.path: what follows the address, beginning with “/”.")
    used = words_of(to) | words_of(call.get("body"))
    found += [
        f"{place}: {{{word}}} stands for nothing here; there are {_listed(words)}." for word in sorted(used - words)
    ]
    if call.get("method", "GET") not in METHODS:
        found.append(f"{place}.method: one of {', '.join(METHODS)}.")
    if name == "send" and "text" not in used:
        found.append(f"{place}.body: say where the text goes, as in {{“text”: “{{text}}”}}.")
    if "key_header" in call and not _is_header(call["key_header"]):
        found.append(f"{place}.key_header: the name of a header.")
    if "items" in call and not _is_place(call["items"]):
        found.append(f"{place}.items: say where the list stands, or leave it out if it is the answer itself.")
    return found + _fields_faults(place, call.get("fields"), must, may)


def _fields_faults(place: str, fields: Any, must: frozenset[str], may: frozenset[str]) -> list[str]:
    if not isinstance(fields, Mapping):
        return [f"{place}.fields: an object of fields and where they stand."]
    found = [f"{place}.fields: {field} is missing." for field in sorted(must - set(fields))]
    found += [f"{place}.fields.{field}: there is no such field." for field in sorted(set(fields) - must - may)]
    return found + [
        f"{place}.fields.{field}: a path as in “data.id”." for field, to in fields.items() if not _is_place(to)
    ]


def _look_faults(calls: Mapping[str, Any]) -> list[str]:
    """A reply is recognized in its chat by all that it was sent with."""
    if "send" not in calls or "messages" not in calls:
        return []
    sent, told = words_of(calls["send"].get("body")), set(calls["messages"]["fields"])
    return [
        f"calls.messages.fields: {field} is missing, which replies are sent with."
        for field in ("price", "media_ids")
        if field in sent and field not in told
    ]


def _listed(words: frozenset[str]) -> str:
    return ", ".join(f"{{{word}}}" for word in sorted(words))


def _is_header(name: Any) -> bool:
    return isinstance(name, str) and bool(_HEADER.fullmatch(name))


def _is_line(text: Any) -> bool:
    return isinstance(text, str) and text.isascii() and (text == "" or text.isprintable()) and len(text) <= 300


def _is_place(to: Any) -> bool:
    return isinstance(to, str) and to.strip() != "" and len(to) <= 200
