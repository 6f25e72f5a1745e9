"""How many tokens a text is, about: nobody but the model's maker knows it exactly."""

from __future__ import annotations

import math

#: English has about four characters to a token with the usual vocabularies
#: (https://help.openai.com/en/articles/4936856); other scripts have fewer, but more bytes to a character.
BYTES_TO_A_TOKEN = 4


def guess(text: str) -> int:
    """Tokens of `text`: its bytes in UTF-8 ÷ 4, rounded up."""
    return math.ceil(len(text.encode()) / BYTES_TO_A_TOKEN)
