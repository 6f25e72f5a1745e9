"""Who guesses passwords is stopped, however many processes answer and whatever address is claimed."""

from __future__ import annotations

import pytest
from django.core.cache import cache, caches
from django.test import Client

from tests import factories as f

pytestmark = pytest.mark.django_db


def log_in(password: str, **headers: str) -> bool:
    client = Client(headers=headers)
    client.post("/accounts/login/", {"login": "person@example.test", "password": password})
    return "_auth_user_id" in client.session


def forget_what_this_process_knows() -> None:
    caches.close_all()
    getattr(cache, "_cache", {}).clear()


def test_after_five_wrong_passwords_another_process_does_not_take_the_right_one_either():
    f.UserFactory(email="person@example.test")
    for n in range(5):
        assert not log_in(f"wrong {n}")
    forget_what_this_process_knows()
    assert not log_in(f.PASSWORD)


def test_one_address_behind_the_proxy_does_not_lock_out_the_others(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    f.UserFactory(email="person@example.test")
    for n in range(40):
        Client(headers={"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.1"}).post(
            "/accounts/login/", {"login": f"nobody{n}@example.test", "password": "wrong"}
        )
    assert not log_in(f.PASSWORD, **{"X-Forwarded-For": "192.0.2.1"})
    assert log_in(f.PASSWORD, **{"X-Forwarded-For": "192.0.2.1, 192.0.2.2"})
