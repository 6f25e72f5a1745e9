from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.changes import Changes
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    page_size: int | Unset = 100,
    since: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["page_size"] = page_size

    params["since"] = since

    json_types: list[str] | Unset = UNSET
    if not isinstance(types, Unset):
        json_types = types

    params["types"] = json_types

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/changes/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | Changes | Problem | None:
    if response.status_code == 200:
        response_200 = Changes.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | Changes | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = 100,
    since: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Changes | Problem]:
    """Rows that are new, changed or gone since a cursor, the earliest first, each as it is now

     Rows that are new, changed or gone since a cursor, the earliest first, each as it is now.

    A row that changed several times stands in a page once. Rows that go with another one (the messages
    of a chat
    that is deleted) are not listed one by one. Nothing is left out however many write at once; a
    transaction that
    is long under way holds back those that came after it.

    Args:
        page_size (int | Unset):  Default: 100.
        since (str | Unset):
        types (list[str] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Changes | Problem]
    """

    kwargs = _get_kwargs(
        page_size=page_size,
        since=since,
        types=types,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = 100,
    since: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | Changes | Problem | None:
    """Rows that are new, changed or gone since a cursor, the earliest first, each as it is now

     Rows that are new, changed or gone since a cursor, the earliest first, each as it is now.

    A row that changed several times stands in a page once. Rows that go with another one (the messages
    of a chat
    that is deleted) are not listed one by one. Nothing is left out however many write at once; a
    transaction that
    is long under way holds back those that came after it.

    Args:
        page_size (int | Unset):  Default: 100.
        since (str | Unset):
        types (list[str] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Changes | Problem
    """

    return sync_detailed(
        client=client,
        page_size=page_size,
        since=since,
        types=types,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = 100,
    since: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Changes | Problem]:
    """Rows that are new, changed or gone since a cursor, the earliest first, each as it is now

     Rows that are new, changed or gone since a cursor, the earliest first, each as it is now.

    A row that changed several times stands in a page once. Rows that go with another one (the messages
    of a chat
    that is deleted) are not listed one by one. Nothing is left out however many write at once; a
    transaction that
    is long under way holds back those that came after it.

    Args:
        page_size (int | Unset):  Default: 100.
        since (str | Unset):
        types (list[str] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Changes | Problem]
    """

    kwargs = _get_kwargs(
        page_size=page_size,
        since=since,
        types=types,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = 100,
    since: str | Unset = UNSET,
    types: list[str] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | Changes | Problem | None:
    """Rows that are new, changed or gone since a cursor, the earliest first, each as it is now

     Rows that are new, changed or gone since a cursor, the earliest first, each as it is now.

    A row that changed several times stands in a page once. Rows that go with another one (the messages
    of a chat
    that is deleted) are not listed one by one. Nothing is left out however many write at once; a
    transaction that
    is long under way holds back those that came after it.

    Args:
        page_size (int | Unset):  Default: 100.
        since (str | Unset):
        types (list[str] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Changes | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            page_size=page_size,
            since=since,
            types=types,
            if_none_match=if_none_match,
        )
    ).parsed
