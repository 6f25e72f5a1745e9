"""What the OpenAPI document says of messages in bulk: the shapes are those that `chats.api.bulk` reads by."""

from __future__ import annotations

from typing import Any

import msgspec
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiRequest, OpenApiResponse

from chats.api.bulk import MAX_ROWS, NDJSON, MessageRow


def _inline(schema: Any, parts: dict[str, Any]) -> Any:
    """The schema with the parts that it refers to in their places."""
    if isinstance(schema, list):
        return [_inline(item, parts) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inline(parts[schema["$ref"].rpartition("/")[2]], parts)
    return {name: _inline(value, parts) for name, value in schema.items()}


def _row() -> dict[str, Any]:
    (shape,), parts = msgspec.json.schema_components([MessageRow])
    row = _inline(shape, parts)
    for name, field in row["properties"].items():
        field["description"] = DESCRIPTIONS[name]
    return row  # type: ignore[no-any-return]


DESCRIPTIONS = {
    "fan_of_id": "The fan, by the platform's id.",
    "of_message_id": "The message, by the platform's id.",
    "direction": "`in` from the fan, `out` to the fan, `unknown` if the source does not tell.",
    "sent_at": "With its zone.",
    "creator": "Whose chat it is, by our id; or name them by `creator_of_user_id`.",
    "creator_of_user_id": "Whose chat it is, by the platform's id.",
    "fan_username": "Empty: not told, and what is known stays.",
    "fan_display_name": "Empty: not told.",
    "fan_avatar_url": "Empty: not told.",
    "text": "May hold HTML, as platforms send it: it becomes plain text.",
    "price": "Dollars; above 0 it is a PPV.",
    "unlocked": "Of a PPV: whether the fan has bought it; null is not known.",
    "unlocked_at": "When the fan has bought it.",
    "is_tip": "Whether it came with a tip.",
    "tip_amount": "Dollars.",
    "read_at": "When the other side has read it.",
    "deleted_at": "When it was deleted on the platform.",
    "media": "What it brought along.",
}
EXAMPLE = {
    "creator_of_user_id": 458485726, "fan_of_id": 217309155, "of_message_id": 5300000041, "direction": "in",
    "sent_at": "2026-03-01T12:00:00Z", "text": "Good morning!", "fan_username": "rob", "fan_display_name": "Rob",
}  # fmt: skip
_ERROR = {
    "type": "object",
    "required": ["pointer", "code", "detail"],
    "properties": {name: {"type": "string"} for name in ("pointer", "code", "detail")},
}
_RESULT = {
    "type": "object",
    "required": ["index", "status", "id", "errors"],
    "properties": {
        "index": {"type": "integer", "description": "Which of the messages, from 0."},
        "status": {"type": "string", "enum": ["created", "updated", "unchanged", "rejected"]},
        "id": {"type": ["string", "null"], "format": "uuid", "description": "Our id of the message."},
        "errors": {"type": "array", "items": _ERROR, "description": "What is wrong with it, by JSON pointer."},
    },
}
_COUNTS = {name: {"type": "integer"} for name in ("rows", "created", "updated", "unchanged", "rejected")}
_ANSWER = {
    "type": "object",
    "required": [*_COUNTS, "results"],
    "properties": {**_COUNTS, "results": {"type": "array", "items": _RESULT}},
}
_LIST = {
    "type": "object",
    "required": ["messages"],
    "additionalProperties": False,
    "properties": {"messages": {"type": "array", "minItems": 1, "maxItems": MAX_ROWS, "items": _row()}},
}
_LINES = {
    "type": "string",
    "format": "binary",
    "description": "One message a line, each as in `messages` of the JSON form.",
}
_RESULTS = {
    "type": "string",
    "description": "One result a line, as in `results` of the JSON form but with the number of its `line` (from 1) in "
    "place of `index`; the last line holds the `summary` with the counts.",
}

#: For `extend_schema`.
TAKEN: dict[str, Any] = {
    "parameters": [
        OpenApiParameter(
            "results",
            {"type": "string", "enum": ["all", "rejected", "none"], "default": "rejected"},
            description="Of a stream: of which lines the results come back.",
        )
    ],
    "request": {
        "application/json": OpenApiRequest(_LIST, examples=[OpenApiExample("One message", {"messages": [EXAMPLE]})]),
        NDJSON: OpenApiRequest(_LINES),
    },
    "responses": {(200, "application/json"): OpenApiResponse(_ANSWER), (200, NDJSON): OpenApiResponse(_RESULTS)},
}
