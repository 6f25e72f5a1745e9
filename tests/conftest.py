from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Playwright, sync_playwright

from tests import noted
from tests.processes import let_others_leave, web_server
from tests.world import make_world

# Playwright's own event loop runs in the test's thread, where the factories ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: Folders of tests in which the database itself watches what is written.
FOLLOWED = {"agencies", "analytics", "api", "chats", "integrations"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where a browser runs beside a server and a database, a failure counts when it comes again.

    What needed a second run is listed as RERUN at the end, and deserves a look all the same.
    """
    for item in items:
        if "open_page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session", autouse=True)
def _fast_passwords():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _any_number_of_requests():
    settings.API_RATE_PER_MINUTE = settings.API_STRANGERS_PER_MINUTE = 0


def _uses_database(item: Any) -> bool:
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & {*item.fixturenames})


@pytest.fixture(scope="session")
def _watched(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    # Where no test asks for tables, there are none.
    if not any(map(_uses_database, request.session.items)):
        yield
        return
    with django_db_blocker.unblock():
        noted.watch()
    yield
    with django_db_blocker.unblock():
        let_others_leave()


@pytest.fixture(autouse=True)
def _everything_written_is_noted(
    request: pytest.FixtureRequest, _watched: None, _django_db_helper: None
) -> Iterator[None]:
    """Whoever writes rows in a test of these folders has noted it for those who follow our changes."""
    if not _uses_database(request.node) or request.path.parent.name not in FOLLOWED or "unnoted" in request.keywords:
        yield
        return
    noted.forget()
    yield
    assert not noted.unnoted()


@pytest.fixture
def world(db) -> SimpleNamespace:
    """Two agencies with everything in them; see `tests.world`."""
    return make_world()


@pytest.fixture(scope="session")
def address(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Where the product is served, with its event streams."""
    with django_db_blocker.unblock(), web_server() as url:
        yield url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers. There can be only one at a time."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's Chromium, or Chrome."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    return path
