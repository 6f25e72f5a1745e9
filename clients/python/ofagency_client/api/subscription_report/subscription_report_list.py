import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.subscription_report import SubscriptionReport
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    creator: UUID | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_creator: str | Unset = UNSET
    if not isinstance(creator, Unset):
        json_creator = str(creator)
    params["creator"] = json_creator

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/subscription-report/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | Problem | SubscriptionReport | None:
    if response.status_code == 200:
        response_200 = SubscriptionReport.from_dict(response.json())

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

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | Problem | SubscriptionReport]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    creator: UUID | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Problem | SubscriptionReport]:
    """Subscriptions by day and in all: new, renewed, lost, active, the rates, and what ends soon

     Subscriptions by day and in all: new, renewed, lost, active, the rates, and what ends soon.

    Args:
        creator (UUID | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem | SubscriptionReport]
    """

    kwargs = _get_kwargs(
        creator=creator,
        since=since,
        until=until,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    creator: UUID | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | Problem | SubscriptionReport | None:
    """Subscriptions by day and in all: new, renewed, lost, active, the rates, and what ends soon

     Subscriptions by day and in all: new, renewed, lost, active, the rates, and what ends soon.

    Args:
        creator (UUID | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem | SubscriptionReport
    """

    return sync_detailed(
        client=client,
        creator=creator,
        since=since,
        until=until,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    creator: UUID | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Problem | SubscriptionReport]:
    """Subscriptions by day and in all: new, renewed, lost, active, the rates, and what ends soon

     Subscriptions by day and in all: new, renewed, lost, active, the rates, and what ends soon.

    Args:
        creator (UUID | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem | SubscriptionReport]
    """

    kwargs = _get_kwargs(
        creator=creator,
        since=since,
        until=until,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    creator: UUID | Unset = UNSET,
    since: datetime.date | Unset = UNSET,
    until: datetime.date | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | Problem | SubscriptionReport | None:
    """Subscriptions by day and in all: new, renewed, lost, active, the rates, and what ends soon

     Subscriptions by day and in all: new, renewed, lost, active, the rates, and what ends soon.

    Args:
        creator (UUID | Unset):
        since (datetime.date | Unset):
        until (datetime.date | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem | SubscriptionReport
    """

    return (
        await asyncio_detailed(
            client=client,
            creator=creator,
            since=since,
            until=until,
            if_none_match=if_none_match,
        )
    ).parsed
