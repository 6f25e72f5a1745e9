"""Forbidden words are found, however they are dressed up, and never inside other words."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chats.word_rules import folded, is_usable, matching


def finds(words: str, text: str) -> bool:
    return bool(matching([SimpleNamespace(words=words)], text))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("meet", "Let us MEET!"),
        ("meet*", "meeting you"),
        ("cash app", "use my cash\n  app"),
        ("telegram", "ｔｅｌｅｇｒａｍ"),
        ("telegram", "tele\u200bgram or te\u00adlegram"),
        ("cafe", "CAFÉ"),
        ("straße", "STRASSE"),
        ("50", "only $50"),
        ("会う", "明日会うよ"),
        ("встреча", "Встреча завтра"),
        ("🍆", "hm🍆hm"),
        ("\U0001faff", "newer than our tables\U0001faffright here"),
        ("meet* up", "meeting up"),
    ],
)
def test_a_word_is_found(words, text):
    assert finds(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [("meet", "meeting"), ("ass", "a class of glass"), ("cash app", "cash for the app"), ("*", "anything"), ("", "x")],
)
def test_what_is_another_word_is_not(words, text):
    assert not finds(words, text)


def test_a_rule_of_signs_alone_is_of_no_use():
    assert not is_usable("*** ")
    assert is_usable("meet*")


@given(words=st.text(max_size=60), text=st.text(max_size=300))
def test_nothing_typed_breaks_it(words, text):
    finds(words, text)
    assert folded(text).startswith(" ")


@given(word=st.text(alphabet="abcdeßñ日本", min_size=1, max_size=8), before=st.text(alphabet="xyz .", max_size=20))
def test_a_word_of_its_own_is_found_wherever_it_stands(word, before):
    assert finds(word, f"{before} {word.upper()}, {before}")


def test_time_grows_with_the_length_and_not_faster():
    text = "a" * 10_000 + " a" * 10_000
    started = time.perf_counter()
    assert not finds("a* a* a* a* b", text)
    assert time.perf_counter() - started < 2
