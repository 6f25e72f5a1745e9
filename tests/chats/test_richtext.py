"""HTML from outside becomes text, and nothing that was said gets lost."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chats.richtext import plain_text, platform_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("hello", "hello"),
        ("<p>new set just dropped, <b>only for you</b></p>", "new set just dropped, only for you"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<br />two<br>three", "one\ntwo\nthree"),
        ("hey you &lt;3", "hey you <3"),
        ("Tom &amp; Jerry &#128512; &hearts;", "Tom & Jerry 😀 ♥"),
        ("I <3 you", "I <3 you"),
        ("is 1 < 2 & 3 > 2?", "is 1 < 2 & 3 > 2?"),
        ("unfinished <b", "unfinished <b"),
        ("a <wink> and a </smile>", "a <wink> and a </smile>"),
        ("Привет, как дела?", "Привет, как дела?"),
        ("日本から応援してます", "日本から応援してます"),
        ("", ""),
        ("x\x00y", "xy"),
        ("x&#0;y", "x\ufffdy"),
    ],
)
def test_text_reads_as_it_was_written(html, text):
    assert plain_text(html) == text


def test_a_link_keeps_its_words_and_its_address():
    html = 'see <a href="https://onlyfans.com/lunarose">link</a>!'
    assert plain_text(html) == "see link (https://onlyfans.com/lunarose)!"


def test_a_link_that_shows_its_address_shows_it_once():
    assert plain_text('<a href="https://a.test/x">https://a.test/x</a>') == "https://a.test/x"


def test_a_link_without_words_shows_its_address():
    assert plain_text('<a href="https://a.test/x"></a>') == "https://a.test/x"


def test_a_link_that_never_ends_keeps_its_address():
    assert plain_text('look <a class="x" href=https://a.test/x>here') == "look here (https://a.test/x)"


def test_a_script_address_is_dropped_and_the_words_stay():
    assert plain_text('<a href="javascript:alert(1)">click</a>') == "click"


def test_scripts_styles_and_comments_are_not_text():
    assert plain_text("a<script>alert(1)</script><style>p{}</style><!-- x -->b") == "ab"


def test_a_script_that_never_ends_hides_nothing():
    assert plain_text("<script>and so <b>on</b>") == "<script>and so on"


def test_a_number_that_is_no_character_is_text():
    assert plain_text(f"&#{'9' * 5000};") == f"&#{'9' * 5000};"


@pytest.mark.parametrize(
    "part",
    [" ", "\n ", "<script>", "<script", "<!--", "<a ", " href=", '<a href="https://x">', "<p>", "&", "&#1", "</a>"],
)
def test_a_long_jumble_takes_no_long_time(part):
    jumble = "<p>" + part * (200_000 // len(part)) + "<a "
    started = time.process_time()
    plain_text(jumble)
    assert time.process_time() - started < 2


@given(st.text(alphabet=st.characters(exclude_characters="<>&\x00", exclude_categories=["Cs"])))
def test_text_without_markup_is_kept_but_for_outer_space(text):
    assert plain_text(text) == text.strip()


@given(st.text(alphabet="<>/ab3 &;#x0dD8lt!-\x00\ud800", max_size=40))
def test_any_jumble_becomes_something_that_can_be_stored(text):
    assert "\x00" not in plain_text(text)
    plain_text(text).encode()


@given(st.text(alphabet="<>/ab &;#x0\n\t", max_size=40))
def test_one_paragraph_reads_as_any_other_block_around_the_same(text):
    assert plain_text(f"<p>{text}</p>") == plain_text(f"<P>{text}</P>")


def test_text_for_the_platform_is_escaped_and_its_lines_are_broken():
    assert platform_html('a <3 b & "c"\n<b>d</b>') == 'a &lt;3 b &amp; "c"<br />&lt;b&gt;d&lt;/b&gt;'


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_text_for_the_platform_reads_as_it_was_but_for_blanks_nobody_sees(text):
    seen = re.sub(r"[ \t]*\n[ \t]*(\n[ \t]*)+", "\n\n", text).strip()
    assert plain_text(platform_html(text)) == seen
