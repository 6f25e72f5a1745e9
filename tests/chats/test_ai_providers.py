"""A service that speaks OpenAI's protocol, asked by the real library over real sockets: its answers and its faults."""

from __future__ import annotations

import time
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from chats.ai.asking import Asked, ask, awake
from chats.ai.prices import cost_at
from chats.ai.providers import wire
from chats.ai.providers.base import Situation
from chats.ai.providers.openai_compatible import retry_after
from chats.ai.waiting import at_once
from chats.models import AIProvider, ModelPrice
from tests.ai_server import BAD_JSON, CUT, HANGS, RESET, UNENDED, Reply, ai_server

SITUATION = Situation(
    agency_id=uuid4(),
    creator_id=uuid4(),
    chat_id=uuid4(),
    in_reply_to=None,
    messages=({"role": "system", "content": "You are Luna."}, {"role": "user", "content": "marker-of-the-fan"}),
    prompt_version="reply 1",
    tokens=77,
)


@pytest.fixture
def server():
    with ai_server() as it:
        yield it


@pytest.fixture
def provider(server):
    row = AIProvider(name="Hosted", base_url=server.url, model="small-model", time_limit_seconds=2, temperature="0.5")
    row.api_key = "secret-key-1"
    return row


def answer_of(provider: AIProvider, pieces: list[str] | None = None) -> Asked:
    return at_once(ask(provider, SITUATION, take=(pieces if pieces is not None else []).append))


def test_an_answer_comes_in_pieces_with_its_tokens(server, provider):
    pieces: list[str] = []
    asked = answer_of(provider, pieces)
    assert asked.problem is None
    assert asked.answer.text == "".join(pieces) == "Hello Anna, how was your day?"
    assert len(pieces) == 6
    assert (asked.told.prompt_tokens, asked.told.completion_tokens, asked.told.is_estimated) == (1000, 20, False)
    assert asked.told.first_token_ms <= asked.told.latency_ms


def test_it_is_asked_with_the_key_and_exactly_what_was_meant(server, provider):
    answer_of(provider)
    assert server.keys == ["Bearer secret-key-1"]
    assert server.asked == [
        {
            "model": "small-model",
            "messages": list(SITUATION.messages),
            "temperature": 0.5,
            "max_tokens": 300,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
    ]


def test_tokens_that_are_not_told_are_guessed(server, provider):
    server.otherwise = Reply(text="x" * 41, usage=None)
    told = answer_of(provider).told
    assert (told.prompt_tokens, told.completion_tokens, told.is_estimated) == (77, 11, True)


FAULTS = {
    "too slow to begin": (Reply(waits=9), "timeout", "did not answer within 2 seconds"),
    "hangs in the middle": (Reply(fails=HANGS), "timeout", "did not answer within 2 seconds"),
    "too many requests": (Reply(status=429, headers={"Retry-After": "7"}), "limited", "free again in 7 s"),
    "wrong key": (Reply(status=401), "refused", "did not accept our key"),
    "no such model": (Reply(status=404), "refused", "no such model"),
    "a bad request": (Reply(status=400), "refused", "refused the request (400)"),
    "an error": (Reply(status=500), "failed", "error of its own (500)"),
    "being restarted": (Reply(status=503), "failed", "error of its own (503)"),
    "an error in the stream": (Reply(body=b'data: {"error": {"message": "marker"}}\n\n'), "failed", "error of its own"),
    "cut in the middle": (Reply(fails=CUT), "cut", "broke off"),
    "reset in the middle": (Reply(fails=RESET), "cut", "broke off"),
    "without an end": (Reply(fails=UNENDED), "cut", "broke off"),
    "JSON that breaks off": (Reply(fails=BAD_JSON), "malformed", "cannot be read"),
    "no JSON at all": (Reply(body=b"data: <html>marker</html>\n\n"), "malformed", "cannot be read"),
    "JSON of another kind": (Reply(body=b'data: [{"marker": 1}]\n\n'), "malformed", "cannot be read"),
    "nothing": (Reply(text=""), "empty", "answered nothing"),
    "only spaces": (Reply(text="    "), "empty", "answered nothing"),
    "100 kB": (Reply(text="word " * 20_000), "too long", "far too much"),
    "one endless line": (Reply(body=b"data: " + b"x" * 5_000_000), "too long", "far too much"),
    "packed": (Reply(body=b"\x1f\x8b", headers={"Content-Encoding": "gzip"}), "malformed", "cannot be read"),
    "elsewhere": (Reply(status=302, headers={"Location": "http://127.0.0.1:1/"}), "refused", "(302)"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_every_fault_has_a_name_and_a_sentence(server, provider, case, caplog):
    reply, outcome, sentence = FAULTS[case]
    server.otherwise = reply
    begun = time.monotonic()
    asked = answer_of(provider)
    assert (asked.answer, asked.told.outcome) == (None, outcome)
    assert asked.problem.words.startswith("Hosted ")
    assert sentence in asked.problem.words
    assert time.monotonic() - begun < 8
    assert len(server.asked) == 1
    for secret in ("marker", "secret-key-1"):
        assert secret not in asked.problem.words + caplog.text


def test_nobody_there(provider):
    provider.base_url = "http://127.0.0.1:1/v1"
    assert answer_of(provider).told.outcome == "unreachable"


def test_a_key_that_cannot_be_read_any_more(provider):
    provider.sealed_api_key = "gAAAAABn"
    asked = answer_of(provider)
    assert asked.told.outcome == "refused"
    assert "must enter it anew" in asked.problem.words


def test_what_a_broken_answer_has_cost_is_guessed(server, provider):
    server.otherwise = Reply(text="one two three four", fails=CUT)
    told = answer_of(provider).told
    assert (told.prompt_tokens, told.completion_tokens, told.is_estimated) == (77, 2, True)


def test_before_the_first_token_nothing_is_paid(server, provider):
    server.otherwise = Reply(status=500)
    told = answer_of(provider).told
    assert (told.prompt_tokens, told.completion_tokens, told.first_token_ms) == (0, 0, None)


def test_who_asks_us_to_wait_is_left_alone(server, provider):
    other = AIProvider(name="Other")
    server.otherwise = Reply(status=429, headers={"Retry-After": "60"})
    answer_of(provider)
    assert awake([provider, other]) == [other]
    assert awake([provider]) == [provider]


@pytest.mark.parametrize(
    ("told", "seconds"), [("7", 7), ("0", None), ("", None), ("soon", None), ("999999", 600), ("-3", None)]
)
def test_how_long_to_wait(told, seconds):
    assert retry_after(told) == seconds


def test_how_long_to_wait_as_a_date():
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") is None
    assert retry_after("Wed, 21 Oct 2099 07:28:00 GMT") == 600


class TestWhereItMayBe:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "[::ffff:127.0.0.1]"])
    def test_not_in_the_operators_network_unless_they_allow_it(self, server, provider, settings, host):
        settings.AI_PRIVATE_ADDRESSES = False
        provider.base_url = server.url.replace("127.0.0.1", host)
        asked = answer_of(provider)
        assert asked.told.outcome == "unreachable"
        assert "AI_PRIVATE_ADDRESSES" in asked.problem.words
        assert server.asked == []

    @pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "0.0.0.0", "224.0.0.1", "[::ffff:169.254.1.1]"])  # noqa: S104
    def test_never_where_clouds_keep_their_secrets(self, provider, host):
        provider.base_url = f"http://{host}/v1"
        assert "may not be called" in answer_of(provider).problem.words

    def test_never_over_the_internet_for_all_to_read(self, provider):
        provider.base_url = "http://8.8.8.8/v1"
        assert "may not be called" in answer_of(provider).problem.words

    def test_the_address_that_was_looked_at_is_the_one_that_is_called(self, server, provider, monkeypatch):
        looked = []

        async def addresses(host, port, *, is_secret):
            looked.append(host)
            return [wire.ipaddress.ip_address("127.0.0.1")]

        monkeypatch.setattr(wire, "_addresses", addresses)
        provider.base_url = server.url.replace("127.0.0.1", "ai.example.test")
        assert answer_of(provider).answer
        assert looked == ["ai.example.test"]


@pytest.mark.parametrize(
    ("into", "out", "dollars"),
    [
        (1_000_000, 1_000_000, "0.75"),
        (1_000, 20, "0.000162"),
        (3, 0, "0.000000"),
        (4, 0, "0.000001"),
        (1, 1, "0.000001"),
        (123_456, 7_890, "0.023252"),
    ],
)
def test_costs_are_right_to_the_millionth_of_a_dollar(into, out, dollars):
    price = ModelPrice(model="m", input_per_million=Decimal("0.15"), output_per_million=Decimal("0.60"))
    assert cost_at(price, into, out) == Decimal(dollars)


def test_a_model_without_a_price_costs_nothing():
    assert cost_at(None, 1_000_000, 1_000_000) == 0


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"base_url": "ftp://ai.example.test/v1"}, "base_url"),
        ({"base_url": "https://[ai"}, "base_url"),
        ({"base_url": "https://me:secret@ai.example.test/v1"}, "base_url"),
        ({"model": ""}, "model"),
    ],
)
def test_what_could_never_be_called_is_not_taken(fields, wrong):
    row = AIProvider(name="Hosted", **{"base_url": "https://ai.example.test/v1", "model": "m", **fields})
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert set(refused.value.message_dict) == {wrong}


def test_a_playbook_needs_neither_model_nor_address():
    AIProvider(name="Own", kind="playbook").clean()
