"""All that a prompt's template may use: conditions, loops, comments and filters that only change words.

No `include`, `load`, `extends`, `url`, `debug` or `lorem`, and no filter that makes a short text as long as it is told
to: whoever writes a prompt reaches neither files nor settings nor the machine's memory.
"""

from __future__ import annotations

from django.template import Library, defaultfilters, defaulttags

register = Library()
for name, compile_tag in {
    "if": defaulttags.do_if,
    "for": defaulttags.do_for,
    "comment": defaulttags.comment,
    "with": defaulttags.do_with,
    "firstof": defaulttags.firstof,
    "verbatim": defaulttags.verbatim,
}.items():
    register.tag(name, compile_tag)
for words in ("capfirst", "default", "first", "join", "last", "length", "lower", "pluralize", "title", "upper"):
    register.filter(words, getattr(defaultfilters, words))
