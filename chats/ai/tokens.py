"""How many tokens a text is, about: nobody but the model's maker knows it exactly."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

#: English has about four characters to a token with the usual vocabularies
#: (https://help.openai.com/en/articles/4936856); other scripts have fewer, but more bytes to a character.
BYTES_TO_A_TOKEN = 4
#: What a message costs for its role and its ends, as in OpenAI's cookbook ("How to count tokens with tiktoken").
OF_A_MESSAGE = 4


def guess(text: str) -> int:
    """Tokens of `text`: its bytes in UTF-8 ÷ 4, rounded up."""
    return math.ceil(len(text.encode()) / BYTES_TO_A_TOKEN)


def guess_messages(messages: Iterable[Mapping[str, str]]) -> int:
    """Tokens of a request with these messages."""
    return sum(guess(message["content"]) + OF_A_MESSAGE for message in messages)


def cut_to_tokens(text: str, tokens: int) -> str:
    """The end of `text` that is about so many tokens at most, with a mark where something is missing."""
    if guess(text) <= tokens:
        return text
    mark = "…"
    end = text.encode()[len(mark.encode()) - tokens * BYTES_TO_A_TOKEN :]
    return mark + end.decode(errors="ignore")
