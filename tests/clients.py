"""Browsers of people who are logged in."""

from __future__ import annotations

from typing import Any

from django.test import Client


def client_of(person: Any) -> Client:
    """A client logged in as a user, or as the user of a membership."""
    client = Client()
    client.force_login(getattr(person, "user", person))
    return client
