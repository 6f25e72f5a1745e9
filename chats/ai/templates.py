"""Prompts are templates in Django's language, rendered in an engine of their own: no files, no libraries, plain values.

What fans have written is never among the values: the text that comes out holds instructions (see `chats.ai.context`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.defaulttags import ForNode

#: Characters of a template, and of what it makes.
MAX_LENGTH, MAX_RENDERED = 20_000, 60_000
_UNKNOWN = "\x00{}\x00"
_UNKNOWN_NAME = re.compile("\x00([^\x00]*)\x00")
#: Values that stand for all there are when a template is tried. Lists are for loops.
SAMPLE: dict[str, Any] = {
    "creator": "Luna", "voice": "Warm.", "dos": ("Ask back.",), "donts": ("No politics.",),
    "facts": ("She has a dog.",), "languages": ("English",), "language": "English",
}  # fmt: skip
#: What can be named in a template, for people.
MEANINGS = {
    "creator": "the creator's name",
    "voice": "her voice",
    "dos": "a list of what replies should do",
    "donts": "a list of what replies must never do",
    "facts": "a list of what is true of her",
    "languages": "a list of the languages she writes in, the usual one first",
    "language": "in a translation, the language wanted",
}


class _Sandbox(Engine):
    """Knows the words of `chats.ai.template_words` and nothing else."""

    default_builtins: ClassVar[list[str]] = ["chats.ai.template_words"]

    def __init__(self, **options: Any) -> None:
        super().__init__(dirs=[], app_dirs=False, loaders=[], libraries={}, debug=False, autoescape=False, **options)


@lru_cache(maxsize=2)
def _engine(*, is_trial: bool) -> Engine:
    return _Sandbox(string_if_invalid=_UNKNOWN.format("%s") if is_trial else "")


@lru_cache(maxsize=256)
def _compiled(source: str) -> Template:
    return _engine(is_trial=False).from_string(source)


def render(source: str, values: Mapping[str, Any]) -> str:
    """The text that a checked template makes of plain values (texts, numbers, tuples of texts)."""
    text = _compiled(source).render(Context(dict(values), autoescape=False))
    return re.sub(r"\n{3,}", "\n\n", text).strip()[:MAX_RENDERED]


def check(source: str) -> None:
    """Raise `ValidationError` for a template that is too long, cannot be read, or names what there is not."""
    if len(source) > MAX_LENGTH:
        raise ValidationError(f"A prompt may have {MAX_LENGTH:,} characters; this one has {len(source):,}.")
    try:
        template = _engine(is_trial=True).from_string(source)
    except TemplateSyntaxError as error:
        raise ValidationError(f"This template cannot be read: {_first_sentence(error)}") from error
    if any(inner for loop in _loops(template.nodelist) for inner in _loops(loop.nodelist_loop)):
        raise ValidationError("One loop inside another is more than a prompt needs. Write them one after the other.")
    try:
        text = template.render(Context(SAMPLE, autoescape=False))
    except Exception as error:  # whatever a filter makes of a wrong value
        raise ValidationError(f"This template does not work: {type(error).__name__}.") from error
    if unknown := sorted(set(_UNKNOWN_NAME.findall(text))):
        known = ", ".join(MEANINGS)
        raise ValidationError(f"Nothing is called {', '.join(unknown)}. A prompt can name {known}.")
    if not text.strip():
        raise ValidationError("This template makes an empty prompt.")


def _first_sentence(error: TemplateSyntaxError) -> str:
    """What is wrong, without the list of libraries that Django appends."""
    return str(error).split(" Did you forget")[0].rstrip(".") + "."


def _loops(nodes: Any) -> Iterator[ForNode]:
    yield from nodes.get_nodes_by_type(ForNode)
