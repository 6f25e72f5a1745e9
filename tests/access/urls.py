"""Finds every address of the product, so that no access test keeps a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from agencies.checks import GLOBAL, our_models

PARAMETER = re.compile(r"<(?:[^<>:]+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Address:
    """One URL pattern: its readable route, the names of its parameters, the view behind it."""

    route: str
    parameters: tuple[str, ...]
    view: Any

    @property
    def model(self) -> Any:
        """The model that the view serves, if it says so (viewsets and model admins do); else None."""
        viewset = getattr(self.view, "cls", None)
        queryset = getattr(viewset, "queryset", None)
        if queryset is not None:
            return queryset.model
        site = getattr(self.view, "model_admin", None)
        return site.model if site else _model_of_admin_route(self.route)

    def filled_with(self, value: object) -> str:
        """The path with every parameter set to `value`."""
        return PARAMETER.sub(str(value), self.route)


def addresses() -> list[Address]:
    """Every address in the URL configuration, static files aside."""
    return [a for a in _walk(get_resolver(), "/") if not a.route.startswith("/static/")]


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + _readable(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route)
        elif isinstance(entry, URLPattern):
            names = tuple(a or b for a, b in PARAMETER.findall(route))
            yield Address(route, names, entry.callback)


def _readable(pattern: str) -> str:
    text = pattern.removeprefix("^").removesuffix("\\Z").removesuffix("$")
    text = text.replace("/?", "/").replace("\\.", ".").replace("(?=/)", "")
    return text.replace("\\-", "-")


def _model_of_admin_route(route: str) -> Any:
    match = re.match(r"/admin/(\w+)/(\w+)/", route)
    if match is None:
        return None
    try:
        return apps.get_model(*match.groups())
    except LookupError:
        return None


def tenant_models() -> list[Any]:
    """Our models whose rows belong to one agency."""
    return [m for m in our_models() if m._meta.label_lower not in GLOBAL]
