"""The API's page of 50 messages over real HTTP, against one bare transaction that builds the same JSON."""

from __future__ import annotations

import http.client
import os
import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from agencies.models import Agency, ApiKey, Creator  # noqa: E402
from agencies.tenancy import agency_scope  # noqa: E402
from bench.agency import remove  # noqa: E402
from bench.server import server  # noqa: E402
from chats.models import Chat  # noqa: E402

ROUNDS, WARM_UP, PER_ROUND = 60, 200, 10
CHATS, MESSAGES_PER_CHAT, PAGE = 100, 1_000, 50
TARGET = 2.5

FILL = """
INSERT INTO chats_message (id, agency_id, chat_id, of_message_id, direction, text, is_ppv, price, unlocked, is_tip,
    sent_at, source, status, created_at)
SELECT gen_random_uuid(), chat.agency_id, chat.id, n, CASE WHEN n %% 2 = 0 THEN 'in' ELSE 'out' END,
    'Message number ' || n || ', as long as people write', n %% 20 = 1, CASE WHEN n %% 20 = 1 THEN 15 ELSE 0 END,
    CASE WHEN n %% 20 = 1 THEN n %% 40 = 1 END, false, now() - n * interval '1 minute', 'bench', 'sent', now()
FROM chats_chat AS chat, generate_series(1, %s) AS n WHERE chat.agency_id = %s
"""
FILL_MEDIA = """
INSERT INTO chats_mediaattachment (id, agency_id, message_id, of_media_id, media_type, url, thumbnail_url, is_preview,
    created_at)
SELECT gen_random_uuid(), agency_id, id, of_message_id, 'image', 'https://media.test/1.jpg', '', false, now()
FROM chats_message WHERE agency_id = %s AND is_ppv
"""
BARE = """
SELECT json_agg(page)::text FROM (
    SELECT id, chat_id AS chat, of_message_id, direction, text, is_ppv, price, unlocked, unlocked_at, is_tip,
        tip_amount, sent_at, read_at, deleted_at, sent_by_id AS sent_by, source, status, created_at,
        (SELECT coalesce(json_agg(json_build_object('id', media.id, 'of_media_id', media.of_media_id,
            'media_type', media.media_type, 'url', media.url, 'thumbnail_url', media.thumbnail_url,
            'duration', media.duration, 'is_preview', media.is_preview) ORDER BY media.id), '[]')
         FROM chats_mediaattachment AS media
         WHERE media.agency_id = message.agency_id AND media.message_id = message.id) AS media
    FROM chats_message AS message WHERE agency_id = %s AND chat_id = %s ORDER BY sent_at DESC, id DESC LIMIT %s
) AS page
"""


def run() -> dict[str, dict[str, Any]]:
    """Measure in turns within one run, so that a busy machine slows both sides alike; medians count."""
    call_command("migrate", verbosity=0)
    agency, chat_id, key = _fill()
    try:
        with server() as port:
            request = _request(port, chat_id, key)
            bare = _bare(agency.pk, chat_id)
            for _ in range(WARM_UP):
                request(), bare()
            over_http, in_database = [], []
            for _ in range(ROUNDS):
                over_http += [_timed(request) for _ in range(PER_ROUND)]
                in_database += [_timed(bare) for _ in range(PER_ROUND)]
    finally:
        remove(agency)
    page, floor = statistics.median(over_http), statistics.median(in_database)
    lower = {"higher_is_better": False}
    return {
        "api_page_50_messages_vs_bare_transaction": {"value": page / floor, "target": TARGET, "unit": "ratio", **lower},
        "api_page_50_messages": {"value": page * 1000, "target": None, "unit": "ms", **lower},
        "api_page_50_messages_bare_transaction": {"value": floor * 1000, "target": None, "unit": "ms", **lower},
    }


def _fill() -> tuple[Agency, UUID, str]:
    agency = Agency.objects.create(name="Bench", slug=f"bench-{os.getpid()}-{time.time_ns()}")
    with agency_scope(agency.pk):
        creator = Creator.objects.create(agency=agency, username="bench", of_user_id=1)
        chats = Chat.objects.bulk_create(
            [Chat(agency=agency, creator=creator, fan_of_id=number) for number in range(CHATS)]
        )
        api_key = ApiKey(agency=agency, name="bench", role="owner")
        key = ApiKey.objects.assign_key(api_key)
        api_key.save()
        with connection.cursor() as cursor:
            cursor.execute(FILL, [MESSAGES_PER_CHAT, agency.pk])
            cursor.execute(FILL_MEDIA, [agency.pk])
    with connection.as_owner(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("ANALYZE chats_message; ANALYZE chats_mediaattachment")
    return agency, chats[CHATS // 2].pk, key


def _request(port: int, chat_id: UUID, key: str) -> Callable[[], None]:
    client = http.client.HTTPConnection("127.0.0.1", port)

    def request() -> None:
        client.request(
            "GET", f"/api/v1/messages/?chat={chat_id}&page_size={PAGE}", headers={"Authorization": f"Api-Key {key}"}
        )
        response = client.getresponse()
        body = response.read()
        assert response.status == 200, body
        assert body.count(b'"direction"') == PAGE

    return request


def _bare(agency_id: UUID, chat_id: UUID) -> Callable[[], None]:
    connection.ensure_connection()
    raw: Any = connection.connection

    def transaction() -> None:
        raw.execute("BEGIN")
        raw.execute(f"SET LOCAL app.agency_id = '{agency_id}'")
        (body,) = raw.execute(BARE, [agency_id, chat_id, PAGE]).fetchone()
        raw.execute("COMMIT")
        assert body.count('"direction"') == PAGE

    return transaction


def _timed(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


if __name__ == "__main__":
    for name, row in run().items():
        print(name, row)
