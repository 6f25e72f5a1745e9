"""HTML from outside becomes text, and nothing that was said gets lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chats.richtext import plain_text


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


def test_a_script_address_is_dropped_and_the_words_stay():
    assert plain_text('<a href="javascript:alert(1)">click</a>') == "click"


def test_scripts_styles_and_comments_are_not_text():
    assert plain_text("a<script>alert(1)</script><style>p{}</style><!-- x -->b") == "ab"


@given(st.text(alphabet=st.characters(exclude_characters="<>&\x00", exclude_categories=["Cs"])))
def test_text_without_markup_is_kept_but_for_outer_space(text):
    assert plain_text(text) == text.strip()


@given(st.text(alphabet="<>/ab3 &;lt!-", max_size=40))
def test_any_jumble_is_read_without_an_error(text):
    assert isinstance(plain_text(text), str)
