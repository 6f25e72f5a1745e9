"""Addresses that people type lead nowhere inside the operator's network."""

from __future__ import annotations

import ipaddress
import socket

import httpcore
import pytest
from django.core.exceptions import ValidationError

from integrations.guard import ForbiddenAddressError, GuardedBackend, check_address, is_open
from tests.integrations.receiver import receiver


@pytest.fixture(autouse=True)
def _nothing_is_allowed(settings):
    settings.WEBHOOKS_ALLOWED_NETWORKS = []


@pytest.fixture
def names(monkeypatch):
    """What the name server says: names by address, each time the next."""
    known: dict[str, list[str]] = {}

    def resolve(host, port, *args, **kwargs):
        if host not in known:
            raise socket.gaierror(-2, "Name or service not known")
        answer = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answer.split(",")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return known


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_what_is_not_public_is_closed(address):
    assert not is_open(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_what_is_public_is_open(address):
    assert is_open(ipaddress.ip_address(address))


def test_the_operator_can_open_networks_of_their_own(settings):
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["10.1.0.0/16"]
    assert is_open(ipaddress.ip_address("10.1.2.3"))
    assert not is_open(ipaddress.ip_address("10.2.2.3"))


@pytest.mark.parametrize(
    "url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://localhost/", "http://[::1]/"]
)
def test_loopback_is_known_in_all_its_spellings(url):
    with pytest.raises(ValidationError, match="not public"):
        check_address(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://hook.test/", None),
        ("http://hook.test/", "Use https"),
        ("ftp://hook.test/", "begins with https"),
        ("https://me:secret@hook.test/", "name and password"),
        ("https://hook.test:99999/", "port"),
        ("https://inside.test/", "not public"),
        ("https://half.test/", "not public"),
        ("https://nobody.test/", "not known"),
        ("https:///", "begins with https"),
    ],
)
def test_a_typed_address_is_taken_or_refused_with_the_reason(names, url, reason):
    names.update({"hook.test": ["93.184.215.14"], "inside.test": ["10.0.0.5"], "half.test": ["93.184.215.14,10.0.0.5"]})
    if reason is None:
        check_address(url)
    else:
        with pytest.raises(ValidationError, match=reason):
            check_address(url)


def test_a_name_that_changes_its_mind_leads_nowhere(names, settings):
    names["hook.test"] = ["93.184.215.14", "127.0.0.1"]
    check_address("https://hook.test/")
    with receiver() as inside, httpcore.ConnectionPool(network_backend=GuardedBackend()) as pool:
        port = inside.url.rpartition(":")[2].split("/")[0]
        with pytest.raises(ForbiddenAddressError):
            pool.request("POST", f"http://hook.test:{port}/hook", content=b"{}")
        assert (inside.got, inside.refused) == ([], [])


def test_a_redirect_is_not_followed(settings):
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with receiver() as first, receiver() as second, httpcore.ConnectionPool(network_backend=GuardedBackend()) as pool:
        first.take = lambda body, headers: (302, {"Location": second.url}, b"")
        assert pool.request("POST", first.url, content=b"{}").status == 302
        assert second.refused == []
