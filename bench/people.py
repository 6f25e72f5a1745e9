"""People who are logged in at the measured server."""

from __future__ import annotations

import http.client
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from agencies.models import User
from bench.server import SECRET_KEY

CSRF = "b" * 32


def session_of(email: str) -> str:
    """Log a person in; return the session's key."""
    settings.SECRET_KEY = SECRET_KEY
    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@dataclass
class Visitor:
    """One connection that is kept open, with its cookies."""

    port: int
    session: str

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.headers = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> bytes:
        """The answer's body. Raises `AssertionError` for anything but 200."""
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        self.connection.request(method, path, body, {**self.headers, **form, **headers})
        response = self.connection.getresponse()
        data = response.read()
        assert response.status == 200, (response.status, path, data[:300])
        return data
