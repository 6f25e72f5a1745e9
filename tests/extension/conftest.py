"""The companion in a real Chromium, beside a local copy of the platform's page and against the real server."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route, Worker, expect

from tests import factories as f
from tests.conftest import CHROMIUM_ARGUMENTS
from tests.processes import ROOT

EXTENSION = ROOT / "extension"
PLATFORM = "https://onlyfans.com"
FAN = 5_000_001
PAGE = Path(__file__).with_name("platform.html").read_text()
EDITOR = '<div class="tiptap ProseMirror" contenteditable="true" role="textbox" aria-label="Type a message"></div>'
TEXT_BOX = '<textarea id="new_post_text_input" aria-label="Type a message"></textarea>'
PANEL = {"width": 380, "height": 900}
# Milliseconds to wait for what a page should come to show; only a failing test waits that long.
expect.set_options(timeout=20_000)


class Browser:
    """A Chromium with the companion in it."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.worker: Worker = context.service_workers[0] if context.service_workers else _started(context)
        self.home = self.worker.url.removesuffix("/background/worker.js")
        #: What the pages complained about, and parts of complaints that a test causes on purpose.
        self.complaints: list[str] = []
        self.forgiven: list[str] = []
        #: What the platform's page draws as its message box.
        self.box = EDITOR
        context.route(f"{PLATFORM}/**", self._platform)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)

    def _platform(self, route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body=PAGE.replace("BOX", self.box))

    def forget(self) -> None:
        """Back to how it was installed."""
        for page in self.context.pages[1:]:
            page.close()
        self.worker.evaluate("Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()])")
        self.context.clear_cookies()
        self.complaints, self.forgiven, self.box = [], [], EDITOR

    def open_chat(self, fan: int = FAN, path: str | None = None) -> Page:
        """The platform's page with the chat of this fan; `page.tab` is the tab's id."""
        before = set(self._tabs())
        page = self.context.new_page()
        page.set_viewport_size({"width": 900, "height": 700})
        page.goto(f"{PLATFORM}{path or f'/my/chats/chat/{fan}/'}")
        (page.tab,) = set(self._tabs()) - before  # type: ignore[attr-defined]
        return page

    def open_panel(self, chat: Page, scheme: str = "light") -> Page:
        """The panel beside that tab, in a tab of its own, where Playwright reaches it."""
        panel = self.context.new_page()
        panel.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        panel.set_viewport_size(PANEL)
        panel.goto(f"{self.home}/panel/panel.html?tab={chat.tab}")
        return panel

    def sign_in(self, server: str, key: Any) -> None:
        """As the form of the panel does it."""
        session = {"server": server, "key": getattr(key, "key", key), "agency": "Acme"}
        self.worker.evaluate("session => chrome.storage.local.set({session})", session)

    def _tabs(self) -> list[int]:
        return self.worker.evaluate("chrome.tabs.query({}).then(tabs => tabs.map(tab => tab.id))")  # type: ignore[no-any-return]


def _started(context: BrowserContext) -> Worker:
    return context.wait_for_event("serviceworker")


@pytest.fixture(scope="session")
def installed(playwright: Playwright, chromium_path: str, tmp_path_factory: Any) -> Iterator[Browser]:
    """A Chromium whose person has allowed the companion to talk to a server on this machine."""
    folder = tmp_path_factory.mktemp("extension") / "extension"
    shutil.copytree(EXTENSION, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["host_permissions"] = ["http://127.0.0.1/*"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium_path,
        ignore_default_args=["--disable-extensions"],
        args=[*CHROMIUM_ARGUMENTS, f"--disable-extensions-except={folder}", f"--load-extension={folder}"],
    )
    yield Browser(context)
    context.close()


@pytest.fixture
def browser(installed: Browser, transactional_db: None) -> Iterator[Browser]:
    """The companion as it was installed; afterwards no page may have had anything to complain about."""
    installed.forget()
    yield installed
    complaints = [c for c in installed.complaints if not any(part in c for part in installed.forgiven)]
    installed.forget()
    assert complaints == []


@pytest.fixture
def agency(transactional_db: None) -> SimpleNamespace:
    """A chatter's key for the creator Luna, and her chat with the fan Anna."""
    luna = f.CreatorFactory(display_name="Luna", agency__name="Acme")
    key = f.ApiKeyFactory(agency=luna.agency, role="chatter")
    f.ApiKeyCreatorFactory(api_key=key, creator=luna)
    chat = f.ChatFactory(creator=luna, fan_of_id=FAN, fan_display_name="Anna", fan_username="anna")
    return SimpleNamespace(agency=luna.agency, luna=luna, key=key, chat=chat)


@pytest.fixture
def signed_in(browser: Browser, agency: SimpleNamespace, address: str) -> Callable[..., tuple[Page, Page]]:
    """Signs in with the chatter's key, and opens the fan's chat with the panel beside it."""

    def signed_in(scheme: str = "light") -> tuple[Page, Page]:
        browser.sign_in(address, agency.key)
        chat = browser.open_chat()
        return chat, browser.open_panel(chat, scheme)

    return signed_in


@pytest.fixture
def spoken() -> Callable[[Page], str]:
    """What the companion says above the message box, as a screen reader finds it: scripts cannot look into it."""

    def spoken(page: Page) -> str:
        page.locator("html > div[popover]").wait_for()
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        return " ".join(node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "StaticText")

    return spoken
