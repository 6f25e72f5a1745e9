"""Signing in takes the server's address and a key, and says what is wrong with either."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from agencies.models import ApiKey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sign_in(browser):
    """Fills the form in and sends it; returns the panel."""

    def sign_in(server: str, key: str):
        panel = browser.open_panel(browser.open_chat())
        panel.get_by_label("Address of your agency’s server").fill(server)
        panel.get_by_label("API key").fill(key)
        panel.keyboard.press("Enter")
        return panel

    return sign_in


def test_with_a_chatters_key_one_is_in_and_sees_where(agency, sign_in, address):
    host = address.removeprefix("http://")
    panel = sign_in(host, agency.key.key)
    expect(panel.get_by_text(f"Acme at {host}")).to_be_visible()
    expect(panel.get_by_role("region", name="Anna")).to_be_visible()


def test_who_signs_out_leaves_nothing_behind(agency, browser, sign_in, address):
    panel = sign_in(address, agency.key.key)
    expect(panel.get_by_role("region", name="Anna")).to_be_visible()
    panel.get_by_role("button", name="Sign out").click()
    expect(panel.get_by_role("heading", name="Sign in to your agency")).to_be_visible()
    assert browser.worker.evaluate("Promise.all([chrome.storage.local.get(), chrome.storage.session.get()])") == [
        {},
        {},
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("http://crm.example.com", "The address must begin with https://"),
        ("ftp://crm.example.com", "The address must begin with https://"),
        ("two words", "This is no address. It looks like https://crm.example.com."),
    ],
)
def test_an_address_that_would_not_do_is_refused(sign_in, typed, said):
    expect(sign_in(typed, "some.key").get_by_role("alert")).to_contain_text(said)


def test_a_key_that_opens_nothing_is_refused(browser, agency, sign_in, address):
    browser.forgiven.append("status of 401")
    ApiKey.objects.filter(pk=agency.key.pk).update(revoked=True)
    said = "This API key is unknown, revoked or expired. Ask an owner or admin of your agency for a new one."
    panel = sign_in(address, agency.key.key)
    expect(panel.get_by_role("alert")).to_have_text(said)
    assert browser.worker.evaluate("chrome.storage.local.get()") == {}
    expect(panel.get_by_role("button", name="Sign in")).to_be_enabled()


def test_a_server_that_does_not_answer_is_told(browser, sign_in):
    browser.forgiven.append("net::ERR_")
    expect(sign_in("127.0.0.1:9", "some.key").get_by_role("alert")).to_contain_text("127.0.0.1:9 does not answer.")


@pytest.fixture
def other_server():
    """A web server that knows nothing of agencies."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Unknown) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Unknown(BaseHTTPRequestHandler):
    """Answers everything with a page."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<h1>Welcome</h1>")

    def log_message(self, *args):
        """Says nothing."""


def test_a_server_of_something_else_is_told(sign_in, other_server):
    panel = sign_in(other_server, "some.key")
    expect(panel.get_by_role("alert")).to_contain_text(
        re.compile("There is no OF Agency Platform at .*Check the address")
    )


def test_who_does_not_allow_the_server_learns_what_to_do(agency, browser, address):
    panel = browser.open_panel(browser.open_chat())
    # Nobody can press No in Chromium's own window here.
    panel.evaluate("chrome.permissions.request = async () => false")
    panel.get_by_label("Address of your agency’s server").fill(address)
    panel.get_by_label("API key").fill(agency.key.key)
    panel.get_by_role("button", name="Sign in").click()
    expect(panel.get_by_role("alert")).to_contain_text("Press “Sign in” again and allow it.")
    assert browser.worker.evaluate("chrome.storage.local.get()") == {}
