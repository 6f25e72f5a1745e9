"""What is configured of a service that we know nothing about: how it signs, what its events say where, and its calls.

A configuration is JSON; docs/connections.md explains it and shows one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from integrations.providers.generic import calls
from integrations.providers.generic.fields import MONEY

#: What an event can be, and the fields that it must and may tell.
KINDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    name: (frozenset(must.split()), frozenset(may.split()))
    for name, must, may in (
        (
            "message_received", "fan_id message_id at",
            "text price is_tip tip_amount fan_username fan_name fan_avatar",
        ),
        (
            "message_sent", "fan_id message_id at",
            "text price unlocked fan_username fan_name fan_avatar",
        ),
        ("message_deleted", "message_id", ""),
        ("message_unlocked", "fan_id message_id at", "amount"),
        ("tip", "fan_id amount at", ""),
        ("transaction", "transaction_id purpose gross at", "fee net fan_id fan_username fan_name"),
        ("subscription", "fan_id at", "price expires_at fan_username fan_name"),
        ("subscription_ended", "fan_id at", ""),
        ("fan_typing", "fan_id", ""),
        ("account_fine", "", ""),
        ("account_trouble", "", "problem"),
        ("nothing", "", ""),
    )
}  # fmt: skip
SCHEMES = {
    "hmac": "the header holds the HMAC-SHA256 of the body",
    "timestamped": "the header holds t=<time>,v1=<HMAC-SHA256 of time.body>",
    "token": "the header holds the secret itself",
}
ENCODINGS = ("hex", "base64")
_TOP = {"signature", "delivery_id_header", "event", "account", "money", "events", "calls"}
_SIGNATURE = {"header", "scheme", "prefix", "encoding"}
EXAMPLE: dict[str, Any] = {
    "signature": {"header": "X-Webhook-Signature", "scheme": "hmac", "prefix": "sha256=", "encoding": "hex"},
    "delivery_id_header": "X-Delivery-Id",
    "event": "event",
    "account": "account.id",
    "money": "cents",
    "events": {
        "message.received": {
            "is": "message_received",
            "fields": {
                "fan_id": "data.sender.id", "fan_name": "data.sender.name", "message_id": "data.id",
                "text": "data.text", "at": "data.created_at",
            },
        },
        "revenue.received": {
            "is": "transaction",
            "fields": {
                "transaction_id": "data.id", "purpose": "=tip", "gross": "data.amount", "at": "data.created_at",
                "fan_id": "data.fan.id",
            },
        },
    },
}  # fmt: skip


def check(config: Any) -> None:
    """Raise `ValidationError` with every fault of a configuration, each with its place."""
    faults: list[str] = []
    if not isinstance(config, Mapping):
        raise ValidationError("The configuration is a JSON object.")
    faults += [f"{name}: there is no such setting." for name in sorted(set(config) - _TOP)]
    faults += _signature_faults(config.get("signature"))
    if not _is_path(config.get("event")):
        faults.append("event: say where the name of the event stands, as in “event” or “data.type”.")
    if "account" in config and not _is_path(config["account"]):
        faults.append("account: say where the account's id stands, or leave it out.")
    if config.get("money", "dollars") not in MONEY:
        faults.append(f"money: one of {', '.join(MONEY)}.")
    events = config.get("events")
    if not isinstance(events, Mapping) or not events:
        faults.append("events: name at least one event.")
    else:
        for name, event in events.items():
            faults += _event_faults(name, event)
    if "calls" in config:
        faults += calls.faults(config["calls"])
    if faults:
        raise ValidationError(faults)


def _signature_faults(signature: Any) -> list[str]:
    if not isinstance(signature, Mapping) or not isinstance(signature.get("header"), str) or not signature["header"]:
        return ["signature: say in which header it comes: {“header”: …, “scheme”: …}."]
    faults = [f"signature.{name}: there is no such setting." for name in sorted(set(signature) - _SIGNATURE)]
    if signature.get("scheme", "hmac") not in SCHEMES:
        faults.append(f"signature.scheme: one of {', '.join(SCHEMES)}.")
    if signature.get("encoding", "hex") not in ENCODINGS:
        faults.append(f"signature.encoding: one of {', '.join(ENCODINGS)}.")
    if not isinstance(signature.get("prefix", ""), str):
        faults.append("signature.prefix: a text.")
    return faults


def _event_faults(name: str, event: Any) -> list[str]:
    place = f"events.{name}"
    if not isinstance(event, Mapping) or event.get("is") not in KINDS:
        return [f"{place}.is: one of {', '.join(KINDS)}."]
    fields = event.get("fields", {})
    if not isinstance(fields, Mapping):
        return [f"{place}.fields: an object of fields and where they stand."]
    must, may = KINDS[event["is"]]
    faults = [f"{place}.fields: {field} is missing." for field in sorted(must - set(fields))]
    faults += [
        f"{place}.fields.{field}: {event['is']} has no such field." for field in sorted(set(fields) - must - may)
    ]
    faults += [
        f"{place}.fields.{field}: a path as in “data.id”, or a value as in “=tip”."
        for field, path in fields.items()
        if not _is_path(path)
    ]
    return faults


def _is_path(path: Any) -> bool:
    return isinstance(path, str) and path.strip() != "" and len(path) <= 200
