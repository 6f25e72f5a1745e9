"""Messages in bulk: each row by itself, nothing lost, nothing twice, and of nobody else's creators."""

from __future__ import annotations

import gzip
import json

import httpx
import pytest
from django.db import OperationalError

from agencies.models import ApiKey
from agencies.scope import Role
from agencies.tenancy import agency_scope
from chats.api import bulk
from chats.ingest import Recorded
from chats.models import Chat, Message
from tests import factories as f

MANY = 12_000


def row(number: int = 1, **fields) -> dict:
    """A message of a fan to the creator with the platform id 1."""
    return {
        "creator_of_user_id": 1, "fan_of_id": 7, "of_message_id": 1000 + number, "direction": "in",
        "sent_at": "2026-03-01T12:00:00Z", "text": f"message {number}", **fields,
    }  # fmt: skip


@pytest.fixture
def creator(db):
    return f.CreatorFactory(username="luna", of_user_id=1)


@pytest.fixture
def key(creator):
    return f.ApiKeyFactory(agency=creator.agency, role=Role.OWNER)


@pytest.fixture
def owner(api, key):
    return api(key)


def send(api, *rows, status=200):
    response = api.post("messages/bulk/", {"messages": list(rows)})
    assert response.status_code == status, response.content
    return response.json()


def stream(api, lines: bytes, query: str = "", **headers):
    headers = {**api.headers, **headers}
    return api.client.post(f"/api/v1/messages/bulk/{query}", lines, content_type=bulk.NDJSON, headers=headers)


def lines_of(response) -> list[dict]:
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


def ndjson(*rows) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in rows)


def stored(creator) -> list[Message]:
    with agency_scope(creator.agency_id):
        return list(Message.objects.filter(chat__creator=creator).order_by("of_message_id"))


class TestAList:
    def test_rows_are_created_updated_and_left_as_they_are(self, owner, creator):
        first = send(owner, row(1), row(2))
        assert [one["status"] for one in first["results"]] == ["created", "created"]
        again = send(owner, row(1), row(2, text="another"), row(3))
        assert [one["status"] for one in again["results"]] == ["unchanged", "updated", "created"]
        assert {key: again[key] for key in ("rows", "created", "updated", "unchanged", "rejected")} == {
            "rows": 3, "created": 1, "updated": 1, "unchanged": 1, "rejected": 0,
        }  # fmt: skip
        assert [one["id"] for one in again["results"]] == [str(message.pk) for message in stored(creator)]

    def test_a_wrong_row_keeps_no_other_out(self, owner, creator):
        answer = send(owner, row(1), row(2, sent_at="yesterday"), row(3))
        assert [one["status"] for one in answer["results"]] == ["created", "rejected", "created"]
        assert [error["pointer"] for error in answer["results"][1]["errors"]] == ["/messages/1/sent_at"]
        assert len(stored(creator)) == 2

    @pytest.mark.parametrize(
        ("wrong", "pointer"),
        [
            ({"direction": "up"}, "direction"),
            ({"sent_at": "2026-03-01T12:00:00"}, "sent_at"),
            ({"sent_at": "0001-01-01T00:00:00+14:00"}, "sent_at"),
            ({"sent_at": "9999-12-31T23:59:59-12:00"}, "sent_at"),
            ({"read_at": "0001-01-01T00:00:00+14:00"}, "read_at"),
            ({"fan_of_id": 0}, "fan_of_id"),
            ({"of_message_id": 2**63}, "of_message_id"),
            ({"of_message_id": 10**40}, "of_message_id"),
            ({"of_message_id": "1001"}, "of_message_id"),
            ({"price": -1}, "price"),
            ({"price": "1e999999"}, "price"),
            ({"price": "NaN"}, "price"),
            ({"price": "9.999"}, "price"),
            ({"price": "1e-999999999"}, "price"),
            ({"tip_amount": "0.001"}, "tip_amount"),
            ({"tip_amount": "123456789.00"}, "tip_amount"),
            ({"txet": "a typo"}, "txet"),
            ({"text": None}, "text"),
            ({"media": [{"of_media_id": 1, "media_type": "hologram"}]}, "media/0/media_type"),
            ({"media": [{"media_type": "image"}]}, "media/0/of_media_id"),
            ({"creator_of_user_id": 99}, "creator_of_user_id"),
            ({"creator_of_user_id": None}, "creator"),
            ({"creator": "0198c0de-0000-7000-8000-000000000000"}, "creator"),
        ],
    )
    def test_what_is_wrong_is_pointed_at(self, owner, creator, wrong, pointer):
        (result,) = send(owner, row(1, **wrong))["results"]
        assert [error["pointer"] for error in result["errors"]] == [f"/messages/0/{pointer}"]
        assert stored(creator) == []

    @pytest.mark.parametrize("text", ["\x00zero", "<script>alert(1)</script>hello", "x" * 100_000])
    def test_no_text_breaks_anything(self, owner, creator, text):
        send(owner, row(1, text=text))
        assert "<script" not in stored(creator)[0].text

    def test_a_row_twice_is_one_message(self, owner, creator):
        answer = send(owner, row(1), row(1))
        assert [one["status"] for one in answer["results"]] == ["created", "unchanged"]
        assert (answer["created"], answer["unchanged"]) == (1, 1)
        assert len(stored(creator)) == 1

    def test_the_chat_knows_fan_and_last_message(self, owner, creator):
        send(owner, row(1, fan_username="rob", fan_display_name="Rob"))
        with agency_scope(creator.agency_id):
            chat = Chat.objects.get(creator=creator)
        assert (chat.fan_username, chat.fan_display_name, chat.last_message_preview) == ("rob", "Rob", "message 1")

    def test_half_a_character_is_no_json(self, owner, creator):
        answer = owner.post("messages/bulk/", b'{"messages": [{"text": "\\ud83d"}]}')
        assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")

    @pytest.mark.parametrize(
        "body", [{}, {"messages": []}, {"messages": "x"}, {"rows": []}, [], {"messages": [row()], "more": 1}]
    )
    def test_another_body_is_refused(self, owner, body):
        assert owner.post("messages/bulk/", body).status_code == 400

    def test_nesting_without_end_is_no_json(self, owner):
        assert owner.post("messages/bulk/", b'{"messages": [' + b"[" * 100_000).status_code == 400

    def test_too_many_are_told_of_the_stream(self, owner, pointers):
        response = owner.post("messages/bulk/", {"messages": [{}] * (bulk.MAX_ROWS + 1)})
        assert pointers(response) == {"/messages"}
        assert bulk.NDJSON in response.content.decode()

    def test_a_repeat_with_its_key_is_answered_as_the_first(self, owner):
        first, again = (
            owner.post("messages/bulk/", {"messages": [row()]}, **{"Idempotency-Key": "a"}).json() for _ in range(2)
        )
        assert first == again

    def test_it_costs_the_same_for_few_and_many(self, owner, creator, django_assert_max_num_queries):
        send(owner, row(1))
        with django_assert_max_num_queries(40):
            send(owner, *(row(number) for number in range(2, 500)))


class TestWhoMay:
    def test_a_chatters_key_may_not(self, api, creator):
        key = f.ApiKeyFactory(agency=creator.agency, role=Role.CHATTER)
        f.ApiKeyCreatorFactory(api_key=key, creator=creator)
        send(api(key), row(), status=403)

    def test_a_creator_out_of_sight_is_as_one_that_is_not(self, api, creator):
        other = f.CreatorFactory(agency=creator.agency, of_user_id=2)
        key = f.ApiKeyFactory(agency=creator.agency, role=Role.ADMIN, limited_to_creators=True)
        f.ApiKeyCreatorFactory(api_key=key, creator=creator)
        hidden, missing = send(api(key), row(1, creator_of_user_id=2), row(2, creator_of_user_id=3))["results"]
        assert hidden["errors"][0]["detail"] == missing["errors"][0]["detail"].replace("3", "2")
        assert stored(other) == []

    def test_another_agencys_creator_is_none(self, api, creator):
        rival = f.ApiKeyFactory(role=Role.OWNER)
        (result,) = send(api(rival), row(1, creator=str(creator.pk), creator_of_user_id=None))["results"]
        assert result["status"] == "rejected"
        assert stored(creator) == []


@pytest.mark.django_db(transaction=True)
class TestAStream:
    def test_rejected_lines_come_back_and_the_summary_is_last(self, owner, creator):
        lines = ndjson(row(1), row(2, direction="up")) + b"\n{rubbish\n\xff\xfe\n" + ndjson(row(3))
        *rejected, last = lines_of(stream(owner, lines))
        assert [(one["line"], one["errors"][0]["pointer"]) for one in rejected] == [(2, "/direction"), (4, ""), (5, "")]
        assert last == {"summary": {"rows": 5, "created": 2, "updated": 0, "unchanged": 0, "rejected": 3}}

    @pytest.mark.parametrize(("wanted", "lines"), [("all", 3), ("rejected", 2), ("none", 1)])
    def test_one_may_choose_what_comes_back(self, owner, wanted, lines):
        answer = stream(owner, ndjson(row(1), row(2, price=-1)), f"?results={wanted}")
        assert len(lines_of(answer)) == lines

    def test_it_may_be_packed(self, owner, creator):
        answer = stream(owner, gzip.compress(ndjson(*map(row, range(100)))), **{"Content-Encoding": "gzip"})
        assert lines_of(answer)[-1]["summary"]["created"] == 100

    def test_several_packed_files_may_follow_each_other(self, owner, creator):
        packed = gzip.compress(ndjson(row(1))) + gzip.compress(ndjson(row(2), row(3)))
        assert lines_of(stream(owner, packed, **{"Content-Encoding": "gzip"}))[-1]["summary"]["created"] == 3

    def test_rubbish_behind_a_packed_file_is_said(self, owner):
        packed = gzip.compress(ndjson(row(1))) + b"rubbish"
        assert stream(owner, packed, **{"Content-Encoding": "gzip"}).json()["code"] == "broken_stream"

    def test_long_lines_are_written_before_there_are_many(self, owner, monkeypatch):
        sizes = []
        monkeypatch.setattr(bulk, "BYTES_AT_ONCE", 10_000)
        monkeypatch.setattr(bulk, "record_messages", lambda **told: sizes.append(len(told["messages"])) or Recorded())
        lines_of(stream(owner, ndjson(*(row(number, text="x" * 4_000) for number in range(9)))))
        assert sizes == [3, 3, 3]

    def test_a_database_that_goes_away_is_said_with_what_was_done(self, owner, creator, monkeypatch):
        write, calls = bulk.record_messages, []

        def gone(**told):
            calls.append(told)
            if len(calls) > 1:
                raise OperationalError("gone")
            return write(**told)

        monkeypatch.setattr(bulk, "record_messages", gone)
        monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 2)
        answer = stream(owner, ndjson(*map(row, range(6))))
        assert (answer.status_code, answer.json()["code"]) == (503, "interrupted")
        assert "2 lines" in answer.json()["detail"]
        assert len(stored(creator)) == 2

    def test_a_key_that_is_revoked_meanwhile_writes_no_more(self, owner, key, creator, monkeypatch):
        write = bulk.record_messages

        def last(**told):
            ApiKey.objects.filter(pk=key.pk).update(revoked=True)
            return write(**told)

        monkeypatch.setattr(bulk, "record_messages", last)
        monkeypatch.setattr(bulk, "ROWS_AT_ONCE", 2)
        answer = stream(owner, ndjson(*map(row, range(6))))
        assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")
        assert "2 lines" in answer.json()["detail"]
        assert len(stored(creator)) == 2

    def test_a_packed_bomb_stops_at_the_first_endless_line(self, owner):
        bomb = gzip.compress(b"x" * 50_000_000)
        answer = stream(owner, bomb, **{"Content-Encoding": "gzip"})
        assert (answer.status_code, answer.json()["code"]) == (400, "broken_stream")

    @pytest.mark.parametrize("body", [b"no gzip", gzip.compress(ndjson(row(1)))[:-12]])
    def test_what_is_no_gzip_is_said(self, owner, body):
        assert stream(owner, body, **{"Content-Encoding": "gzip"}).json()["code"] == "broken_stream"

    def test_what_came_before_a_break_stays(self, owner, creator):
        lines = ndjson(*map(row, range(3))) + b"x" * (bulk.MAX_LINE + 1)
        answer = stream(owner, lines)
        assert answer.status_code == 400
        assert "3 lines" in answer.json()["detail"]
        assert len(stored(creator)) == 3

    def test_an_idempotency_key_is_refused_as_needless(self, owner):
        assert stream(owner, ndjson(row()), **{"Idempotency-Key": "a"}).status_code == 400

    def test_a_wrong_choice_is_named(self, owner, parameters):
        assert parameters(stream(owner, ndjson(row()), "?results=some")) == {"results"}

    def test_many_lines_go_through_the_server_by_chunks_without_a_length(self, address, creator, key):
        lines = ndjson(*map(row, range(MANY)))
        pieces = (lines[start : start + 100_000] for start in range(0, len(lines), 100_000))
        headers = {"Authorization": f"Api-Key {key.key}", "Content-Type": bulk.NDJSON}
        answer = httpx.post(f"{address}/api/v1/messages/bulk/", content=pieces, headers=headers, timeout=120)
        last = json.loads(answer.content.splitlines()[-1])
        assert last["summary"] == {"rows": MANY, "created": MANY, "updated": 0, "unchanged": 0, "rejected": 0}
        assert len(stored(creator)) == MANY
