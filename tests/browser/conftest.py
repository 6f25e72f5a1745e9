"""A real Chromium (Debian's) against the real server; every complaint of the browser fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests import factories as f
from tests.conftest import CHROMIUM_ARGUMENTS

# Milliseconds to wait for what a page should come to show; only a failing test waits that long.
expect.set_options(timeout=20_000)
#: Whether another connection is in a transaction, or was a moment ago.
BUSY = """
SELECT EXISTS (
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_type = 'client backend'
      AND (xact_start IS NOT NULL OR state_change > clock_timestamp() - interval '0.3 s')
)
"""
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def open_page(chromium: Browser, address: str, transactional_db: None) -> Iterator[Callable[..., Page]]:
    """Opens a page in a fresh browser profile; afterwards the browser must have had nothing to complain about."""
    complaints: list[str] = []
    # htmx notes when the row of a changed chat is not in the list as it is narrowed now.
    forgiven: list[str] = ["htmx:oobErrorNoTarget"]
    contexts = []

    def new_page(viewport: dict[str, int] = DESK, scheme: str = "light", **options: Any) -> Page:
        context = chromium.new_context(
            base_url=address, viewport=viewport, color_scheme=scheme, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        #: Parts of complaints that a test causes on purpose.
        page.forgiven = forgiven  # type: ignore[attr-defined]
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert [c for c in complaints if not any(part in c for part in forgiven)] == []


@pytest.fixture
def log_in(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Logs a member in through the form, as a person does, and returns the page they land on."""

    def enter(member: Any, **options: Any) -> Page:
        page = open_page(**options)
        page.goto("/")
        page.get_by_label("Email").fill(member.user.email)
        page.get_by_label("Password").fill(f.PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/inbox/" if member.role == "chatter" else "**/admin/", wait_until="load")
        return page

    return enter
