"""The companion asks for little, keeps the key from the page, and sends nothing of what is typed."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.extension.conftest import EXTENSION

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = {"word-rules": [{"words": "cash app", "action": "block", "reason": "No.", "creator": None}]}


class Listener(BaseHTTPRequestHandler):
    """A server that notes all it is asked, and has one word rule."""

    heard: list[str]

    def do_GET(self):
        self.heard.append(f"{self.command} {self.path} {self.headers}")
        collection = self.path.split("?")[0].removeprefix("/api/v1/").strip("/")
        answer = json.dumps({"next": None, "results": ROWS.get(collection, [])}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture
def listener():
    Listener.heard = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        Listener.address = f"http://127.0.0.1:{server.server_port}"
        yield Listener
        server.shutdown()


def test_nothing_that_is_typed_leaves_the_page(browser, listener):
    browser.context.add_cookies([{"name": "sessionid", "value": "of-the-inbox", "url": listener.address}])
    browser.sign_in(listener.address, "some.key")
    chat = browser.open_chat()
    notice = chat.locator("html > div[popover]")
    chat.get_by_role("textbox").fill("cash app")
    expect(notice).to_be_visible()
    chat.get_by_role("textbox").fill("a secret cash app, cash app")
    chat.keyboard.press("Enter")
    chat.wait_for_timeout(500)
    assert {line.split("?")[0] for line in listener.heard} == {
        "GET /api/v1/word-rules/", "GET /api/v1/creators/", "GET /api/v1/chats/",
    }  # fmt: skip
    told = " ".join(listener.heard).lower()
    assert "secret" not in told
    assert "cookie" not in told
    assert "secret" not in browser.worker.evaluate("chrome.storage.local.get().then(JSON.stringify)")


def test_every_request_brings_the_key_to_the_agencys_server_only(browser, listener):
    asked = []
    browser.context.on("request", lambda request: asked.append(request))
    browser.sign_in(listener.address, "some.key")
    chat = browser.open_chat()
    panel = browser.open_panel(chat)
    expect(panel.get_by_role("heading", name="Nobody here knows this fan yet")).to_be_visible()
    assert all("Authorization: Api-Key some.key" in line for line in listener.heard)
    elsewhere = [request for request in asked if not request.url.startswith(listener.address)]
    assert {request.url.split("/")[2] for request in elsewhere} == {"onlyfans.com", browser.home.split("/")[2]}
    assert [request.url for request in elsewhere if "some.key" in f"{request.url} {request.headers}"] == []


def test_the_page_never_gets_the_key(browser, listener):
    browser.sign_in(listener.address, "some.key")
    page = browser.open_chat()
    session = page.context.new_cdp_session(page)
    worlds = []
    session.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]))
    session.send("Runtime.enable")
    ours = next(world["id"] for world in worlds if world["origin"].startswith("chrome-extension://"))
    question = "chrome.storage.local.get().then(JSON.stringify, (error) => `refused: ${error.message}`)"
    answer = session.send("Runtime.evaluate", {"expression": question, "contextId": ours, "awaitPromise": True})
    assert answer["result"]["value"].startswith("refused: ")
    assert "some.key" in browser.worker.evaluate("chrome.storage.local.get().then(JSON.stringify)")


def test_it_asks_for_no_more_than_it_needs():
    manifest = json.loads((EXTENSION / "manifest.json").read_text())
    assert manifest["permissions"] == ["sidePanel", "storage"]
    assert "host_permissions" not in manifest
    assert [script["matches"] for script in manifest["content_scripts"]] == [["https://onlyfans.com/*"]]
    policy = manifest["content_security_policy"]["extension_pages"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
