"""A key may send so many requests in a minute, however many processes take them, and is told how many are left."""

from __future__ import annotations

import datetime as dt
import http.client
import re
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.utils import timezone

from agencies import api_rates
from agencies.models import ApiKey, RequestRate
from agencies.tasks import forget_rates
from chats import services
from tests import factories as f
from tests.api.conftest import Api
from tests.clients import client_of
from tests.processes import web_server


@pytest.fixture(autouse=True)
def _fresh_process(monkeypatch):
    """As after a start: nothing is leased."""
    monkeypatch.setattr(api_rates, "leases", api_rates.Leases())


@pytest.fixture
def limit(settings):
    settings.API_RATE_PER_MINUTE = 5
    return 5


def another_process(monkeypatch) -> None:
    monkeypatch.setattr(api_rates, "leases", api_rates.Leases())


def statuses(api: Api, number: int) -> list[int]:
    return [api.get("chats/").status_code for _ in range(number)]


def left(response: Any) -> tuple[str, int, int]:
    """The policy's name, what is left of it, and for how many seconds."""
    name, rest, seconds = re.fullmatch(r'"(\w+)";r=(\d+);t=(\d+)', response["RateLimit"]).groups()  # type: ignore[union-attr]
    return name, int(rest), int(seconds)


@pytest.mark.django_db
class TestAKey:
    def test_each_answer_counts_down(self, owner, limit):
        answers = [owner.get("chats/") for _ in range(limit)]
        assert [left(answer)[:2] for answer in answers] == [("default", n) for n in (4, 3, 2, 1, 0)]
        assert {answer["RateLimit-Policy"] for answer in answers} == {'"default";q=5;w=60'}
        assert all(0 < left(answer)[2] <= 60 for answer in answers)

    @pytest.mark.parametrize(
        ("path", "status"), [("chats/?page_size=0", 400), ("api-keys/", 403), ("chats/{rival}/", 404)]
    )
    def test_refusals_count_and_tell_too(self, world, api, limit, path, status):
        answer = api(world.acme.keys["chatter"]).get(path.format(rival=world.rival.chat.pk))
        assert (answer.status_code, left(answer)[1]) == (status, 4)

    def test_one_too_many_is_a_problem_that_says_when_to_come_back(self, owner, limit):
        statuses(owner, limit)
        refused = owner.get("chats/")
        assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
        problem = refused.json()
        assert (problem["code"], problem["status"], problem["instance"]) == ("rate_limited", 429, "/api/v1/chats/")
        assert refused["X-Request-ID"] == problem["request_id"]
        assert refused["Retry-After"] == str(left(refused)[2])
        assert f"Wait {refused['Retry-After']} seconds" in problem["detail"]

    def test_what_is_refused_is_not_done(self, world, owner, limit):
        statuses(owner, limit)
        name = world.acme.keys["admin"].name
        assert owner.patch(f"api-keys/{world.acme.keys['admin'].pk}/", {"name": "changed"}).status_code == 429
        assert ApiKey.objects.get(pk=world.acme.keys["admin"].pk).name == name

    def test_after_retry_after_requests_are_taken_again(self, owner, limit, monkeypatch):
        monkeypatch.setattr(api_rates, "WINDOW", 1.5)
        assert statuses(owner, limit) == [200] * limit
        refused = owner.get("chats/")
        assert (refused.status_code, refused["Retry-After"]) == (429, "2")
        time.sleep(float(refused["Retry-After"]))
        assert statuses(owner, limit + 1) == [200] * limit + [429]

    def test_another_key_is_not_touched(self, world, owner, api, limit):
        assert statuses(owner, limit + 1)[-1] == 429
        assert statuses(api(world.acme.keys["admin"]), 1) == [200]

    def test_a_limit_of_its_own_goes_before_the_common_one(self, world, owner, limit):
        ApiKey.objects.filter(pk=world.acme.keys["owner"].pk).update(rate_per_minute=2)
        assert statuses(owner, 3) == [200, 200, 429]
        ApiKey.objects.filter(pk=world.acme.keys["owner"].pk).update(rate_per_minute=9)
        assert owner.get("chats/")["RateLimit-Policy"] == '"default";q=9;w=60'

    def test_without_a_limit_nothing_is_counted(self, owner, settings):
        settings.API_RATE_PER_MINUTE = 0
        answer = owner.get("chats/")
        assert {"RateLimit", "RateLimit-Policy"}.isdisjoint(answer.headers)
        assert not RequestRate.objects.exists()

    def test_only_each_nth_request_asks_the_database(self, owner, settings, django_assert_num_queries):
        settings.API_RATE_PER_MINUTE = 100
        statuses(owner, 1)
        for _ in range(4):
            with django_assert_num_queries(6):
                owner.get("chats/")
        with django_assert_num_queries(7):
            owner.get("chats/")

    def test_once_it_is_known_that_nothing_is_left_nobody_asks_again(self, owner, limit, django_assert_num_queries):
        statuses(owner, limit)
        with django_assert_num_queries(1):
            assert statuses(owner, 1) == [429]

    def test_processes_share_the_limit(self, owner, limit, monkeypatch):
        assert statuses(owner, 3) == [200] * 3
        another_process(monkeypatch)
        assert statuses(owner, 3) == [200, 200, 429]

    def test_what_a_process_has_not_spent_when_it_dies_is_lost_and_never_spent_twice(
        self, owner, settings, monkeypatch
    ):
        settings.API_RATE_PER_MINUTE = 40
        for _ in range(3):
            statuses(owner, 1)
            another_process(monkeypatch)
        assert left(owner.get("chats/"))[1] == 40 - 3 * 2 - 1

    def test_a_clock_that_was_set_back_locks_nobody_out(self, owner, limit, monkeypatch):
        statuses(owner, limit)
        RequestRate.objects.update(begun_at=timezone.now() + dt.timedelta(hours=1))
        another_process(monkeypatch)
        assert left(owner.get("chats/")) == ("default", 4, 60)


@pytest.mark.django_db
class TestWhoIsNotCounted:
    def test_people_in_the_browser(self, world, limit):
        client = client_of(world.acme.owner)
        assert {client.get("/api/v1/chats/").status_code for _ in range(limit + 1)} == {200}

    @pytest.mark.parametrize("path", ["/api/schema/", "/api/docs/"])
    def test_pages_about_the_api(self, client, path, settings):
        settings.API_STRANGERS_PER_MINUTE = 1
        assert {client.get(path).status_code for _ in range(2)} == {200}

    def test_strangers_elsewhere(self, client, settings):
        settings.API_STRANGERS_PER_MINUTE = 1
        assert {client.get("/accounts/login/").status_code for _ in range(2)} == {200}


@pytest.mark.django_db
class TestStrangers:
    @pytest.fixture(autouse=True)
    def _limit(self, settings):
        settings.API_STRANGERS_PER_MINUTE = 2

    @staticmethod
    def guesses(number: int, address: str = "192.0.2.1", path: str = "/api/v1/chats/", **headers: str) -> list[int]:
        client = Client(REMOTE_ADDR=address)
        return [
            client.get(path, headers={"Authorization": f"Api-Key guess.{n}", **headers}).status_code
            for n in range(number)
        ]

    @pytest.mark.parametrize("path", ["/api/v1/chats/", "/api/schema/"])
    def test_who_guesses_keys_is_stopped_wherever_it_is_tried(self, path):
        assert self.guesses(3, path=path) == [401, 401, 429]

    def test_who_shows_no_key_is_stopped(self, client):
        assert [client.get("/api/v1/chats/").status_code for _ in range(3)] == [401, 401, 429]

    def test_other_addresses_are_not_touched(self):
        self.guesses(3)
        assert self.guesses(1, "192.0.2.2") == [401]

    def test_a_right_key_at_the_same_address_is_not_touched(self, world):
        self.guesses(3)
        headers = {"Authorization": f"Api-Key {world.acme.keys['owner'].key}"}
        assert Client(REMOTE_ADDR="192.0.2.1").get("/api/v1/chats/", headers=headers).status_code == 200

    def test_behind_the_proxy_the_address_that_it_saw_counts(self, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        assert self.guesses(3, **{"X-Forwarded-For": "10.0.0.1, 192.0.2.1"}) == [401, 401, 429]
        assert self.guesses(1, **{"X-Forwarded-For": "192.0.2.1, 192.0.2.2"}) == [401]

    def test_all_addresses_of_an_ipv6_network_are_one(self):
        assert [*self.guesses(2, "2001:db8::1"), *self.guesses(1, "2001:db8::ffff:1")] == [401, 401, 429]
        assert self.guesses(1, "2001:db8:0:1::1") == [401]


@pytest.mark.django_db
class TestTheLimitOfAKey:
    def test_the_owner_sets_and_lifts_it_by_api(self, world, owner):
        path = f"api-keys/{world.acme.keys['admin'].pk}/"
        assert owner.patch(path, {"rate_per_minute": 30}).json()["rate_per_minute"] == 30
        assert owner.patch(path, {"rate_per_minute": None}).json()["rate_per_minute"] is None

    def test_nothing_but_name_and_limit_can_be_changed(self, world, owner):
        key = world.acme.keys["admin"]
        owner.patch(f"api-keys/{key.pk}/", {"role": "owner", "limited_to_creators": True, "revoked": True})
        same = ApiKey.objects.get(pk=key.pk)
        assert (same.role, same.limited_to_creators, same.revoked) == ("admin", False, False)

    def test_it_is_one_request_at_least(self, world, owner, pointers):
        path = f"api-keys/{world.acme.keys['admin'].pk}/"
        assert pointers(owner.patch(path, {"rate_per_minute": 0})) == {"/rate_per_minute"}

    def test_an_admin_sets_none_for_an_owners_key(self, world, api):
        path = f"api-keys/{world.acme.keys['owner'].pk}/"
        assert api(world.acme.keys["admin"]).patch(path, {"rate_per_minute": 1}).status_code == 403

    def test_a_new_key_can_have_one_and_hands_it_on(self, owner):
        made = owner.post("api-keys/", {"name": "n", "role": "admin", "rate_per_minute": 7}).json()
        assert owner.post(f"api-keys/{made['id']}/rotate/", {}).json()["rate_per_minute"] == 7

    def test_it_is_set_in_the_admin(self, world):
        key = world.acme.keys["admin"]
        form = {
            "name": key.name, "rate_per_minute": "12", "creator_limits-TOTAL_FORMS": "0",
            "creator_limits-INITIAL_FORMS": "0",
        }  # fmt: skip
        client_of(world.acme.owner).post(f"/admin/agencies/apikey/{key.pk}/change/", form)
        assert ApiKey.objects.get(pk=key.pk).rate_per_minute == 12


@pytest.mark.django_db(transaction=True)
class TestTheDatabase:
    def test_a_request_that_is_undone_has_been_counted(self, limit):
        owner = Api(f.ApiKeyFactory())
        assert owner.get("chats/?page_size=0").status_code == 400
        assert RequestRate.objects.get().taken == 1

    def test_nobody_waits_for_a_request_with_the_same_key_that_is_at_work(self, limit, monkeypatch):
        chat = f.ChatFactory()
        key = f.ApiKeyFactory(agency=chat.agency)
        entered, go_on = threading.Event(), threading.Event()

        def add(**_):
            entered.set()
            go_on.wait(10)
            raise PermissionDenied

        def write():
            Api(key).post("notes/", {"chat": str(chat.pk), "text": "slow"})
            connection.close()

        monkeypatch.setattr(services, "add_note", add)
        at_work = threading.Thread(target=write)
        at_work.start()
        try:
            assert entered.wait(10)
            another_process(monkeypatch)
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            # None, if it had to wait.
            assert api_rates.leases.spend("default", str(key.pk), limit).left == limit - 2
        finally:
            go_on.set()
            at_work.join()
            connection.close()

    def test_while_it_cannot_count_requests_pass_and_it_is_said_once(self, limit, caplog):
        owner = Api(f.ApiKeyFactory())
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE agencies_requestrate RENAME TO elsewhere")
        try:
            assert statuses(owner, limit + 1) == [200] * (limit + 1)
        finally:
            with connection.as_owner(), connection.cursor() as cursor:
                cursor.execute("ALTER TABLE elsewhere RENAME TO agencies_requestrate")
        assert [record.message for record in caplog.records].count("requests cannot be counted") == 1
        assert "RateLimit" not in owner.get("chats/").headers

    def test_it_keeps_no_log_of_what_may_be_lost(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'agencies_requestrate'")
            assert cursor.fetchone() == ("u",)

    def test_windows_that_are_over_are_forgotten(self):
        now = timezone.now()
        for name, seconds in (("over", 121), ("new", 59)):
            RequestRate.objects.create(sender=name, taken=1, begun_at=now - dt.timedelta(seconds=seconds))
        forget_rates.func(timestamp=0)
        assert [row.sender for row in RequestRate.objects.all()] == ["new"]


@pytest.fixture
def servers(transactional_db) -> Iterator[list[str]]:
    """Two web processes on one database."""
    variables = {"API_RATE_PER_MINUTE": "40", "API_STRANGERS_PER_MINUTE": "3"}
    with web_server(**variables) as first, web_server(**variables) as second:
        yield [first, second]


@pytest.mark.django_db(transaction=True)
class TestOverHttp:
    @staticmethod
    def ask(server: str, key: str) -> Any:
        client = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
        client.request("GET", "/api/v1/chats/", headers={"Authorization": f"Api-Key {key}"})
        response = client.getresponse()
        response.read()
        client.close()
        return SimpleNamespace(status=response.status, headers=response.headers)

    def test_two_servers_take_together_what_one_would(self, servers):
        key, other = f.ApiKeyFactory().key, f.ApiKeyFactory().key
        answers = [self.ask(servers[n % 2], key) for n in range(60)]
        assert [answer.status for answer in answers].count(200) == 40
        assert {answer.status for answer in answers} == {200, 429}
        refused = answers[-1]
        assert 0 < int(refused.headers["Retry-After"]) <= 60
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert self.ask(servers[0], other).status == 200

    def test_two_servers_count_strangers_together(self, servers):
        assert [self.ask(servers[n % 2], "wrong.key").status for n in range(5)] == [401] * 3 + [429] * 2
