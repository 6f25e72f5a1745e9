"""How many tokens a text is, as a guess: tokenizers differ by model, and none of them is here.

tokens = ⌈ASCII characters ÷ 4 + other characters ÷ 1.5⌉: OpenAI's rule of thumb for English (one token is about four
characters, https://platform.openai.com/tokenizer), and two tokens for three characters of what tokenizers know less
well, such as emoji and other scripts. A message costs four tokens more for its role and its ends, as in OpenAI's
cookbook ("How to count tokens with tiktoken").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

ASCII_CHARACTERS_PER_TOKEN, OTHERS_PER_TOKEN = 4, 1.5
OF_A_MESSAGE = 4


def tokens_of(text: str) -> int:
    """About how many tokens `text` is; 0 only for nothing."""
    plain = len(text) if text.isascii() else sum(sign < "\x80" for sign in text)
    return int(-(-(plain / ASCII_CHARACTERS_PER_TOKEN + (len(text) - plain) / OTHERS_PER_TOKEN) // 1))


def tokens_of_messages(messages: Iterable[Mapping[str, str]]) -> int:
    """About how many tokens a request with these messages is."""
    return sum(tokens_of(message["content"]) + OF_A_MESSAGE for message in messages)


def cut_to_tokens(text: str, tokens: int) -> str:
    """The end of `text` that is about so many tokens at most, with a mark where something is missing."""
    if tokens_of(text) <= tokens:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if tokens_of(text[-middle:]) < tokens else (low, middle - 1)
    return f"…{text[-low:]}" if low else "…"
