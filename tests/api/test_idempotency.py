"""A request that is sent again because its answer was lost happens once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone

from agencies.models import ApiKey, AuditEvent, IdempotentRequest
from agencies.tasks import forget_requests
from agencies.tenancy import agency_scope
from chats import services
from chats.models import ChatNote
from tests import factories as f
from tests.api.conftest import Api
from tests.races import at_once

KEY = {"Idempotency-Key": "request 7"}


@pytest.fixture
def note(world) -> dict[str, str]:
    return {"chat": str(world.acme.chat.pk), "text": "called twice"}


def notes(side) -> int:
    with agency_scope(side.agency.pk):
        return ChatNote.objects.filter(text="called twice").count()


def marks(side):
    with agency_scope(side.agency.pk):
        return list(IdempotentRequest.objects.filter(key=KEY["Idempotency-Key"]))


@pytest.mark.django_db
class TestARepeat:
    def test_it_gets_the_first_answer_and_does_nothing(self, world, owner, note):
        first, second = owner.post("notes/", note, **KEY), owner.post("notes/", note, **KEY)
        assert (first.status_code, second.status_code, notes(world.acme)) == (201, 201, 1)
        assert second.content == first.content
        assert second["Content-Type"] == first["Content-Type"]
        assert (first.get("Idempotent-Replayed"), second["Idempotent-Replayed"]) == (None, "true")

    def test_without_a_key_each_request_counts(self, world, owner, note):
        owner.post("notes/", note), owner.post("notes/", note)
        assert notes(world.acme) == 2

    def test_a_message_is_sent_once(self, world, owner):
        body = {"chat": str(world.acme.chat.pk), "text": "Hello"}
        first, second = (owner.post("messages/", body, **KEY) for _ in range(2))
        assert first.json() == second.json()

    def test_an_action_without_a_body_is_done_once(self, world, owner):
        path = f"chats/{world.acme.chat.pk}/read/"
        owner.post(path, None, **KEY)
        assert owner.post(path, None, **KEY)["Idempotent-Replayed"] == "true"

    @pytest.mark.parametrize("change", [{"text": "another"}, {"chat": None}])
    def test_with_another_body_it_is_refused(self, world, owner, note, change):
        owner.post("notes/", note, **KEY)
        refused = owner.post("notes/", note | change, **KEY)
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
        assert refused["Content-Type"] == "application/problem+json"

    def test_at_another_address_it_is_refused(self, world, owner):
        owner.post(f"chats/{world.acme.chat.pk}/read/", None, **KEY)
        assert owner.post(f"chats/{world.acme.other_chat.pk}/read/", None, **KEY).status_code == 422

    def test_by_somebody_else_it_is_a_request_of_its_own(self, world, owner, api, note):
        owner.post("notes/", note, **KEY)
        other = api(world.acme.keys["admin"]).post("notes/", note, **KEY)
        assert "Idempotent-Replayed" not in other
        assert notes(world.acme) == 2

    def test_the_same_words_in_another_agency_are_another_key(self, world, api):
        for side in (world.acme, world.rival):
            body = {"chat": str(side.chat.pk), "text": "called twice"}
            assert "Idempotent-Replayed" not in api(side.keys["owner"]).post("notes/", body, **KEY)

    def test_a_person_who_is_logged_in_may_mark_requests_too(self, world, client, note):
        client.force_login(world.acme.owner.user)
        for _ in range(2):
            made = client.post("/api/v1/notes/", note, content_type="application/json", headers=KEY)
        assert (made["Idempotent-Replayed"], notes(world.acme)) == ("true", 1)

    def test_after_a_day_the_key_is_free_again(self, world, owner, note):
        owner.post("notes/", note, **KEY)
        with agency_scope(world.acme.agency.pk):
            IdempotentRequest.objects.update(created_at=timezone.now() - dt.timedelta(hours=24, seconds=1))
        assert "Idempotent-Replayed" not in owner.post("notes/", note | {"text": "new"}, **KEY)
        assert owner.post("notes/", note | {"text": "new"}, **KEY)["Idempotent-Replayed"] == "true"

    def test_who_may_nothing_any_more_is_not_told_the_answer_again(self, world, owner, note):
        owner.post("notes/", note, **KEY)
        ApiKey.objects.filter(pk=world.acme.keys["owner"].pk).update(revoked=True)
        assert owner.post("notes/", note, **KEY).status_code == 401


@pytest.mark.django_db
class TestARefusal:
    def test_it_is_kept_and_leaves_nothing_else(self, world, owner, note):
        first = owner.post("notes/", note | {"text": ""}, **KEY)
        second = owner.post("notes/", note | {"text": ""}, **KEY)
        assert (first.status_code, second.status_code, second["Idempotent-Replayed"]) == (400, 400, "true")
        assert second["Content-Type"] == "application/problem+json"
        assert second.json()["errors"] == first.json()["errors"]

    def test_what_was_written_before_it_is_undone(self, world, owner, note, monkeypatch):
        def write_and_refuse(**fields):
            ChatNote.objects.create(agency_id=world.acme.agency.pk, chat=world.acme.chat, text="called twice")
            raise services.NeedsConfirmationError(["Look twice."])

        monkeypatch.setattr(services, "add_note", write_and_refuse)
        assert owner.post("notes/", note, **KEY).status_code == 400
        assert (notes(world.acme), len(marks(world.acme))) == (0, 1)

    def test_a_bug_leaves_no_mark_and_the_repeat_goes_through(self, world, owner, note, monkeypatch):
        def stumble(**_):
            raise ZeroDivisionError

        owner.client.raise_request_exception = False
        with monkeypatch.context() as patch:
            patch.setattr(services, "add_note", stumble)
            assert owner.post("notes/", note, **KEY).status_code == 500
        assert marks(world.acme) == []
        assert owner.post("notes/", note, **KEY).status_code == 201

    def test_who_may_not_write_leaves_no_mark(self, world, api, owner):
        chatter = api(world.acme.keys["chatter"])
        assert chatter.post("creators/", {"username": "x"}, **KEY).status_code == 403
        assert marks(world.acme) == []

    @pytest.mark.parametrize("key", ["", "x" * 256, "é", "a\tb"])
    def test_what_is_no_key_is_a_wrong_header(self, world, owner, note, key):
        refused = owner.post("notes/", note, **{"Idempotency-Key": key})
        assert (refused.status_code, refused.json()["errors"][0]["header"]) == (400, "Idempotency-Key")
        assert notes(world.acme) == 0

    def test_a_body_that_is_too_long_is_a_problem(self, world, owner, note, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
        refused = owner.post("notes/", note | {"text": "x" * 1001}, **KEY)
        assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


@pytest.mark.django_db
class TestSecrets:
    @pytest.mark.parametrize("path", ["api-keys/", "api-keys/{}/rotate/"])
    def test_the_answer_with_a_new_secret_is_kept_nowhere(self, world, owner, path):
        path = path.format(world.acme.keys["admin"].pk)
        body = {"name": "new", "role": "admin"} if path == "api-keys/" else {}
        made = owner.post(path, body, **KEY)
        before = ApiKey.objects.count()
        again = owner.post(path, body, **KEY)
        assert (made.status_code, again.status_code, again.json()["code"]) == (201, 409, "secret_shown_once")
        assert ApiKey.objects.count() == before
        (mark,) = marks(world.acme)
        assert (mark.status, mark.body) == (201, None)
        with agency_scope(world.acme.agency.pk):
            assert made.json()["key"] not in str(list(AuditEvent.objects.values()))

    def test_a_refusal_to_make_one_is_no_secret(self, world, owner):
        body = {"name": "new", "role": "nobody"}
        assert owner.post("api-keys/", body, **KEY).status_code == 400
        assert owner.post("api-keys/", body, **KEY).status_code == 400


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_the_second_waits_and_gets_the_answer_of_the_first(self):
        chat = f.ChatFactory()
        key = f.ApiKeyFactory(agency=chat.agency)
        answers = []

        def write():
            answers.append(Api(key).post("notes/", {"chat": str(chat.pk), "text": "called twice"}, **KEY))

        at_once(write, write)
        first, second = answers
        assert (first.status_code, second.content) == (201, first.content)
        assert second["Idempotent-Replayed"] == "true"
        with agency_scope(chat.agency_id):
            assert ChatNote.objects.count() == 1

    def test_the_second_takes_over_if_the_first_stumbles(self, monkeypatch):
        """The first is held inside its transaction until the second waits for it, and then fails."""
        chat = f.ChatFactory()
        key = f.ApiKeyFactory(agency=chat.agency)
        add_note, entered, go_on, is_first = services.add_note, threading.Event(), threading.Event(), [True]
        answers = {}

        def add(**fields):
            if is_first and is_first.pop():
                entered.set()
                go_on.wait(10)
                raise ZeroDivisionError
            return add_note(**fields)

        def write(name):
            api = Api(key)
            api.client.raise_request_exception = False
            answers[name] = api.post("notes/", {"chat": str(chat.pk), "text": "called twice"}, **KEY).status_code
            connection.close()

        monkeypatch.setattr(services, "add_note", add)
        first, second = (threading.Thread(target=write, args=[name]) for name in ("first", "second"))
        first.start()
        entered.wait(10)
        second.start()
        second.join(1)
        assert second.is_alive()
        go_on.set()
        first.join(), second.join()
        assert answers == {"first": 500, "second": 201}
        with agency_scope(chat.agency_id):
            assert ChatNote.objects.count() == 1


@pytest.mark.django_db
def test_marks_that_nobody_can_come_back_to_are_forgotten_in_every_agency(world):
    old, new = timezone.now() - dt.timedelta(hours=25), timezone.now() - dt.timedelta(hours=23)
    for side in (world.acme, world.rival):
        for name, moment in (("old", old), ("new", new)):
            f.IdempotentRequestFactory(agency=side.agency, key=name, created_at=moment)
    forget_requests.func(timestamp=0)
    for side in (world.acme, world.rival):
        with agency_scope(side.agency.pk):
            kept = set(IdempotentRequest.objects.values_list("key", flat=True))
        assert "new" in kept
        assert "old" not in kept
