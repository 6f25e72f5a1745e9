"""Languages by their English names, as people choose them, and the codes that pages and speech need."""

from __future__ import annotations

from functools import lru_cache

from django.conf.locale import LANG_INFO

#: Name → code (BCP 47), as Django knows them.
CODES: dict[str, str] = {info["name"]: code for code, info in LANG_INFO.items() if "name" in info}
#: What a field for a language offers.
LANGUAGES = sorted(CODES)
_BY_ANY_NAME = {
    name.casefold(): code
    for code, info in LANG_INFO.items()
    if "name" in info
    for name in (info["name"], info["name_local"], code)
}


@lru_cache(maxsize=256)
def code_of(language: str) -> str:
    """The code of a language by its English name, its own name or its code; "" for one that is not known."""
    return _BY_ANY_NAME.get(language.strip().casefold(), "")
