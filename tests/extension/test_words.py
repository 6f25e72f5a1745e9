"""The word rules find the same in the browser as on the server."""

from __future__ import annotations

import random
import unicodedata
from types import SimpleNamespace
from typing import Any

import pytest

from chats.word_rules import folded, found
from tests.extension.conftest import EXTENSION

pytestmark = pytest.mark.browser
RULES = [
    "meet", "meet*", "meet* up", "cash app", "cash* app*", "telegram", "cafe", "CAFÉ", "straße", "strasse", "50", "$50",
    "会う", "会う*", "встреча", "🍆", "👩‍🚀", "🫨", "ı", "i", "İstanbul", "ΣΟΦΟΣ", "ﬁn", "½", "don't", "don’t",
    "e-mail", "a* a* a*", "*", "** ", "", "-", "*meet", "me*et", "me\u200bet", "Ꮳꮃꭹ", "नमस्ते", "สวัสดี", "قهوة", "a\x1cb",
    "a\x85b", "a\ufeffb", "a\u3000b", "x²", "Ⅳ", "o\u0308", "ö", "ﷺ", "한국", "한국*",
]  # fmt: skip
TEXTS = [
    "Let us MEET!", "meeting you up there", "use my cash\n  app", "cash for the app", "cashapps", "ｔｅｌｅｇｒａｍ",
    "tele\u200bgram or te\u00adlegram", "CAFÉ", "cafe\u0301", "STRASSE", "straẞe", "only $50", "$ 50", "明日会うよ",
    "Встреча завтра", "hm🍆hm", "a 👩‍🚀 a", "hm🫨hm", "ISTANBUL istanbul İSTANBUL ıstanbul", "σοφος σοφός ΣΟΦΟΣ",
    "fin ﬁn",
    "1/2 ½ 1⁄2", "don't don’t dont", "e-mail e mail email", "a b a", "aa ab ac", "", " ", "***", "ᏣᎳᎩ ꮳꮃꭹ", "नमस्ते जी",
    "สวัสดีครับ", "قَهْوَة", "a\x1cb", "a\x85b", "a\ufeffb", "a\u3000b", "x2 x²", "IV Ⅳ", "schön schoN\u0308", "ﷺ",
    "한국어 한국", "a class of glass", "\ud7ff\uf8ff\uffff", "meet" * 50, "me et", "m e e t",
]  # fmt: skip
FOUND = """
([rules, texts]) => texts.map((text) =>
  words.found(rules.map((words) => ({words})), text).map(({rule, seen}) => [rule.words, seen]))
"""


@pytest.fixture(scope="module")
def page(installed: Any) -> Any:
    page = installed.context.new_page()
    page.add_script_tag(path=EXTENSION / "page" / "words.js")
    yield page
    page.close()


def on_the_server(rules: list[str], texts: list[str]) -> list[list[list[str]]]:
    rows = [SimpleNamespace(words=words) for words in rules]
    return [[[rule.words, seen] for rule, seen in found(rows, text)] for text in texts]


def test_the_same_rules_are_found_with_the_same_words(page):
    here = on_the_server(RULES, TEXTS)
    assert page.evaluate(FOUND, [RULES, TEXTS]) == here
    assert {rule for hits in here for rule, _ in hits} >= {"meet*", "cash app", "straße", "🫨", "İstanbul", "Ꮳꮃꭹ"}


def test_made_up_texts_and_rules_are_found_alike(page):
    dice = random.Random(20261124)
    signs = "aAeéE\u0301ßẞſıİiσςΣ会うกบ🍆👍🏽\u200d\u200b\u00ad\ufe0f *.-'_$€½²ﬁ한\x1c\x85\u3000\ufeff \nᏣꮳǅŉ٣م\u0670"
    made = ["".join(dice.choices(signs, k=dice.randint(0, 12))) for _ in range(1200)]
    rules, texts = made[:400], made[400:]
    assert page.evaluate(FOUND, [rules, texts]) == on_the_server(rules, texts)


def test_every_sign_that_the_server_knows_is_folded_alike(page):
    signs = [sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) not in ("Cn", "Cs")]
    text = "".join(f"-a{sign}b" for sign in signs)
    here, there = folded(text).split(), page.evaluate("text => words.folded(text)", text)
    first = next((n for n, (ours, theirs) in enumerate(zip(here, there, strict=False)) if ours != theirs), None)
    assert first is None, (here[first - 2 : first + 2], there[first - 2 : first + 2])
    assert len(here) == len(there)
