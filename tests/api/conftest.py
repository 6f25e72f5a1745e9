from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


class Api:
    """A program that holds a key: paths are those behind `/api/v1/`, bodies are JSON."""

    def __init__(self, key: Any) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Api-Key {getattr(key, 'key', key)}"}

    def get(self, path: str, **filters: Any) -> Any:
        return self.client.get(_address(path), filters, headers=self.headers)

    def write(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        headers = {**self.headers, **headers}
        if body is None:
            return getattr(self.client, method)(_address(path), headers=headers)
        return getattr(self.client, method)(_address(path), body, content_type="application/json", headers=headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.write("post", path, body, **headers)

    def patch(self, path: str, body: Any) -> Any:
        return self.write("patch", path, body)

    def rows(self, path: str, **filters: Any) -> list[dict[str, Any]]:
        response = self.get(path, **filters)
        assert response.status_code == 200, response.content
        return response.json()["results"]  # type: ignore[no-any-return]


def _address(path: str) -> str:
    return path if path.startswith("http") else f"/api/v1/{path}"


@pytest.fixture
def api() -> Callable[[Any], Api]:
    """`api(key)` speaks with that key."""
    return Api


@pytest.fixture
def owner(world) -> Api:
    """Speaks with the key of our agency's owner."""
    return Api(world.acme.keys["owner"])


@pytest.fixture
def pointers() -> Callable[[Any], set[str]]:
    """Asserts that the answer is a problem of status 400, and gives the fields it points at."""

    def pointers(response: Any) -> set[str]:
        assert response.status_code == 400, response.content
        assert response["Content-Type"] == "application/problem+json"
        return {error["pointer"] for error in response.json()["errors"]}

    return pointers


@pytest.fixture
def parameters() -> Callable[[Any], set[str]]:
    """Asserts that the answer is a problem of status 400, and gives the query parameters it names."""

    def parameters(response: Any) -> set[str]:
        assert response.status_code == 400, response.content
        return {error["parameter"] for error in response.json()["errors"]}

    return parameters
