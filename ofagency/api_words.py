"""The words of the OpenAPI document that no model or serializer has: what fields and parameters are, and examples."""

from __future__ import annotations

from typing import Any

SOMEBODY = "The member, by id."
#: By the name of the field, or of its component and the field where the name alone means something else there.
FIELDS = {
    "AICall.latency_ms": "Milliseconds until the last token, or the failure.",
    "AIResponse.number": "Which draft of its request.",
    "Connection.provider": "The service.",
    "DraftRequest.prompt_version": "Which of the prompts was used; empty before it is done.",
    "Member.name": "What they are called.",
    "Message.price": "Dollars; 0: it is free.",
    "Problem.status": "The HTTP status.",
    "Problem.title": "The name of the HTTP status.",
    "Problem.type": "Always about:blank: `code` is what tells kinds apart.",
    "account_id": "What the service calls the account.",
    "arm": "Which way of an experiment the chat has: a or b; empty where none runs.",
    "ai_response": "The AI's draft, by id; null if it is about something else.",
    "assigned_to": "The member who takes care of this fan; null: everybody.",
    "attempts": "How often it was sent.",
    "attributed_to": "The member whose sale it is.",
    "attribution": "Why it is theirs, or nobody's; empty until it is worked out.",
    "author": "The member in whose name it was written.",
    "author_name": "What the author is called.",
    "avatar_url": "The picture on the platform.",
    "body": "What is sent, word for word.",
    "calls_left": "Calls that the service still takes in this minute.",
    "calls_per_minute": "Calls that the service takes in a minute.",
    "calls_resume_at": "The service is not called before then; null: at any time.",
    "chat": "The chat, by id.",
    "chats_done": "Chats that are complete.",
    "chats_total": "Chats that are to be fetched; 0 as long as it is not known.",
    "completion_tokens": "Tokens of the draft.",
    "connection": "The connection, by id.",
    "counts": "What it has done so far, as numbers.",
    "created_at": "When the row was made here.",
    "created_by": "The member who has written it.",
    "creator": "The creator, by id; null where it is for all.",
    "credits_left": "What the service still lets the agency's account there do.",
    "currency": "Of all money, as three letters.",
    "day": "On the agency's clocks.",
    "decided_at": "When somebody has decided; null before.",
    "decided_by": "The member who has decided; null before, and for a program.",
    "decision_reason": "Why it was decided so.",
    "deleted": "Whether the row is gone.",
    "description": "What it is for, in your words.",
    "detail": "What went wrong, for people.",
    "disabled_reason": "Why it was switched off, if it was.",
    "display_name": "The name on the platform.",
    "done": "Rows of the file that were read.",
    "draft_text": "What the AI proposed.",
    "email": "By which they log in.",
    "ended_at": "Null while it goes on.",
    "endpoint": "The webhook endpoint, by id.",
    "error": "Why it failed, if it did.",
    "expires_at": "When it ends, or has ended.",
    "failed": "Fans to whom it could not be delivered.",
    "failure_reason": "Why it was not sent, if it was not.",
    "fan_avatar_url": "The fan's picture on the platform.",
    "fan_custom_name": "What the team calls the fan.",
    "fan_display_name": "The fan's name on the platform.",
    "fan_of_id": "The fan, by the platform's id.",
    "fan_username": "The fan's user name on the platform.",
    "file_name": "Of the file that was imported.",
    "final_text": "What was sent of it.",
    "finished_at": "When it was over; null before.",
    "first_message_at": "When the conversation began.",
    "first_token_ms": "Milliseconds until the first token.",
    "header_url": "The large picture on the platform.",
    "id": "Ours; it never changes.",
    "in_reply_to": "The message it was to answer.",
    "inbox_rank": "By which the inbox orders: a text that compares.",
    "instance": "The address of the request.",
    "is_active": "Whether it is in use.",
    "is_ppv": "Whether the fan pays to see it.",
    "is_tip": "Whether it came with a tip.",
    "is_verified": "Whether the platform has verified the account.",
    "key": "The secret. It is shown only here.",
    "last_active_at": "The last key or click.",
    "last_delivery_at": "When something has arrived there last.",
    "last_event_at": "When the service has told of something last.",
    "last_message_at": "When either side wrote last.",
    "last_message_preview": "How the last message begins.",
    "last_purchase_at": "When the fan bought or tipped last.",
    "last_seen_at": "When the creator was last on the platform.",
    "last_sent_at": "When it was in a message last.",
    "last_synced_at": "When everything that was new had been fetched last.",
    "last_tried_at": "When it was sent last.",
    "last_used_at": "Roughly: to the minute.",
    "latency_ms": "Milliseconds until the draft was there.",
    "locked_at": "Since when it never changes; null while it is a draft.",
    "locked_by": "Who has locked it.",
    "media": "What it brings along.",
    "member": SOMEBODY,
    "membership": SOMEBODY,
    "message": "The message, by id.",
    "model": "Which model of the provider.",
    "name": "What it is called.",
    "net_chargeback": "Net dollars that were taken back; negative.",
    "net_post": "Net dollars of paid posts.",
    "net_ppv": "Net dollars of pay-per-view messages.",
    "net_renewal": "Net dollars of renewals.",
    "net_stream": "Net dollars of paid streams.",
    "net_subscription": "Net dollars of first payments of subscriptions.",
    "net_tip": "Net dollars of tips.",
    "next_try_at": "When it is sent again; null if it is not.",
    "note": "What else is to be said.",
    "occurred_at": "When the money moved.",
    "of_media_id": "The media, by the platform's id.",
    "of_media_ids": "Media of the creator, by their platform ids.",
    "of_transaction_id": "The platform's id.",
    "origin": "Where a draft of the playbook comes from.",
    "outcome": "How it ended.",
    "pace_per_minute": "Fans that get it in a minute, at most.",
    "phase": "What is being fetched.",
    "ppv_sent": "Offers that the fan was sent.",
    "ppv_unlocked": "Offers that the fan has bought.",
    "prefix": "How the key begins, by which people know it.",
    "price": "Dollars.",
    "problem": "What the chatter was told of what went wrong.",
    "prompt_tokens": "Tokens of the question.",
    "prompt_version": "Which of the prompts was used.",
    "provider": "Who runs the model.",
    "purpose": "What it was for.",
    "read_at": "When the other side has read it.",
    "reason": "Why, in one word of the list.",
    "reasons": "Why this chat, in a few words each.",
    "reject_note": "What else was said of it.",
    "reject_reason": "Why it was rejected.",
    "renewals_sold": "Payments for renewals.",
    "request": "The request for drafts, by id.",
    "requested_by": "The member who asked for it.",
    "response_status": "The HTTP status of the last answer; null if there was none.",
    "results": "The rows.",
    "resume_at": "It waits for the service until then; null: it does not.",
    "reviewed_at": "When the verdict was given, or given anew.",
    "reviewer": "The member who gave it; null for a program.",
    "rule": "The rule, by id.",
    "scheduled_for": "When it is to begin; null: at once.",
    "secret": "Verifies what is sent. It is shown only here.",
    "send_at": "When it is to leave.",
    "sends_messages": "Whether replies leave by it.",
    "sent": "Fans who were sent it.",
    "sent_at": "When it was written.",
    "sent_by": "The member who has written it; null for fans, and for what was not written here.",
    "sent_message": "The message that came of it.",
    "skipped": "Fans who were left out.",
    "slug": "The agency in addresses.",
    "started_at": "When it began; null before.",
    "started_by": "The member who has started it.",
    "status": "How far it is.",
    "status_at": "When that was found out.",
    "status_reason": "Why it stands where it stands, if there is more to say.",
    "stops_drafts": "Whether no AI drafts are made in the chat meanwhile.",
    "subscription_expires_at": "When the fan's subscription ends, or has ended.",
    "subscription_price": "Dollars a month.",
    "subscriptions_sold": "First payments of subscriptions.",
    "summary": "What it did, as numbers.",
    "syncs_fans": "Whether fans and subscriptions are fetched.",
    "syncs_messages": "Whether messages are fetched.",
    "syncs_transactions": "Whether transactions are fetched.",
    "tags": "Words that the team has put on the fan.",
    "text": "What it says: text, never markup.",
    "thumbnail_url": "A small picture; the address expires.",
    "tip_amount": "Dollars.",
    "tips_received": "How often a tip was given.",
    "title": "What it is called.",
    "total": "Fans who are to get it.",
    "total_ppv_purchased": "Dollars for offers.",
    "total_spent": "Dollars in all.",
    "total_subscriptions": "Dollars for subscriptions.",
    "total_tips": "Dollars in tips.",
    "type": "What kind of row it is.",
    "unlocked_at": "When the fan has bought it.",
    "unread_count": "Messages of the fan that nobody has seen.",
    "updated_at": "When it was changed last.",
    "url": "Where it is; the address expires.",
    "user": "The account, by id.",
    "username": "The user name on the platform.",
    "wanted": "How many drafts, at most.",
    "watches_fan": "Whether it looks at what fans write.",
    "watches_team": "Whether it looks at drafts and at what the team sends.",
}
PARAMETERS = {
    "acknowledged": "Only those that somebody has seen, or only the others.",
    "awaiting": "Whether the fan waits for an answer.",
    "expires_before": "Ends before this time.",
    "id": "Of the row.",
    "kind": "What it is.",
    "provider": "The service.",
    "is_active": "Only those in use, or only those not.",
    "is_open": "Only those that are not over, or only those that are.",
    "is_ppv": "Only offers, or none.",
    "is_tip": "Only tips, or none.",
    "last_message_after": "Somebody wrote at this time or later.",
    "last_message_before": "Nobody wrote at this time or later.",
    "min_score": "Fans whose engagement is so high at least.",
    "min_spent": "Fans who spent so many dollars at least.",
    "object_id": "About this row.",
    "of_message_id": "The message, by the platform's id.",
    "of_user_id": "The account, by the platform's id.",
    "page_size": "Rows of a page.",
    "running": "Only those that run now, or only those that are over.",
    "shortcut": "Of a script, as it is typed.",
    "since": "At this time or later.",
    "until": "Before this time.",
    "first_day": "From this day on.",
    "last_day": "Up to this day.",
    "member": "Of this member.",
}
EXAMPLES: dict[str, Any] = {
    "author_name": "Maya", "body": '{"type":"message.created","timestamp":"2026-03-01T12:00:00Z","data":{}}',
    "code": "invalid", "currency": "USD", "detail": "A price is 3 to 200 dollars, or none.",
    "display_name": "Luna", "draft_text": "Good morning! Did you sleep well?", "email": "maya@example.com",
    "fan_display_name": "Rob", "fan_of_id": 217309155, "fan_timezone": "Europe/Berlin", "fan_username": "rob",
    "file_name": "user_data.db", "fan_language": "Spanish", "instance": "/api/v1/messages/",
    "last_message_preview": "Good morning!",
    "model": "large", "name": "Night shift", "of_media_id": 3900000041, "of_message_id": 5300000041,
    "of_transaction_id": "1234567890", "of_user_id": 458485726, "pointer": "/price", "prefix": "Xk3fGh12",
    "provider": "openai", "secret": "whsec_c29tZSByYW5kb20gYnl0ZXMgdGhhdCBub2JvZHkga25vd3M=", "shortcut": "gm",
    "slug": "night-owls", "status_reason": "", "tags": ["vip"], "text": "Good morning!", "timezone": "Europe/Berlin",
    "title": "Good morning", "type": "message", "url": "https://hooks.example.com/ofagency", "username": "luna",
    "words": "paypal", "cursor": "WzEyMzQ1XQ==:8Uu0", "key": "Xk3fGh12.c29tZSByYW5kb20gdGV4dA",
}  # fmt: skip
BY_FORMAT = {
    "uuid": "019ab3d2-f4c8-7c51-b5a9-b1b0f2a4c6de",
    "date": "2026-03-01",
    "date-time": "2026-03-01T12:00:00Z",
    "uri": "https://example.com/picture.jpg",
    "email": "maya@example.com",
    "uri-reference": "/api/v1/messages/",
}
#: Components that are made of others.
MADE = ("Part", "List")


def describe(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Hook of drf-spectacular: summaries of operations, descriptions of fields and parameters, examples of rows."""
    components = result["components"]["schemas"]
    for name, component in components.items():
        for field, schema in component.get("properties", {}).items():
            words = FIELDS.get(f"{name}.{field}") or FIELDS.get(field)
            if words and "description" not in schema and "$ref" not in schema:
                schema["description"] = words
    for name, component in components.items():
        if component.get("type") == "object" and not name.endswith(MADE):
            component["examples"] = [_example(component, components)]
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["summary"] = operation["description"].partition(".")[0].replace("\n", " ")
            for parameter in operation.get("parameters", ()):
                words = PARAMETERS.get(parameter["name"]) or FIELDS.get(parameter["name"])
                if words and "description" not in parameter:
                    parameter["description"] = words
    return result


def _example(schema: dict[str, Any], components: dict[str, Any], name: str = "") -> Any:
    """A value that fits the schema."""
    if reference := schema.get("$ref"):
        return _example(components[reference.rpartition("/")[2]], components)
    for alternatives in (schema.get(word) for word in ("allOf", "oneOf", "anyOf")):
        if alternatives:
            return _example(alternatives[0], components, name)
    if "enum" in schema:
        return schema["enum"][0]
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if name in EXAMPLES and isinstance(EXAMPLES[name], PYTHON[kind]):
        return EXAMPLES[name]
    if kind == "array":
        return [_example(schema["items"], components)] if "items" in schema else []
    if kind == "object":
        return {field: _example(part, components, field) for field, part in schema.get("properties", {}).items()}
    if kind == "string":
        return BY_FORMAT.get(
            schema.get("format", ""), "9.99" if "pattern" in schema else "x" * schema.get("minLength", 0)
        )
    return False if kind == "boolean" else max(1, int(schema.get("minimum", 1)))


PYTHON: dict[str, Any] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
    "null": type(None),
}  # fmt: skip
