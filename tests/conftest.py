from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.conf import settings

from tests.world import make_world


@pytest.fixture(scope="session", autouse=True)
def _fast_passwords():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def world(db) -> SimpleNamespace:
    """Two agencies with everything in them; see `tests.world`."""
    return make_world()
