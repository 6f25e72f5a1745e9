from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.patched_sales_rules_request import PatchedSalesRulesRequest
from ...models.problem import Problem
from ...models.sales_rules import SalesRules
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: PatchedSalesRulesRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/sales-rules/",
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SalesRules | None:
    if response.status_code == 200:
        response_200 = SalesRules.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SalesRules]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PatchedSalesRulesRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[Problem | SalesRules]:
    """Change the named rules

     Change the named rules. They are then applied to all sales there are, which may take some minutes.

    Args:
        if_match (str | Unset):
        body (PatchedSalesRulesRequest | Unset): Shapes rows; references go through
            `ScopedRelatedField`, the agency comes from the actor.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SalesRules]
    """

    kwargs = _get_kwargs(
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: PatchedSalesRulesRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Problem | SalesRules | None:
    """Change the named rules

     Change the named rules. They are then applied to all sales there are, which may take some minutes.

    Args:
        if_match (str | Unset):
        body (PatchedSalesRulesRequest | Unset): Shapes rows; references go through
            `ScopedRelatedField`, the agency comes from the actor.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SalesRules
    """

    return sync_detailed(
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PatchedSalesRulesRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[Problem | SalesRules]:
    """Change the named rules

     Change the named rules. They are then applied to all sales there are, which may take some minutes.

    Args:
        if_match (str | Unset):
        body (PatchedSalesRulesRequest | Unset): Shapes rows; references go through
            `ScopedRelatedField`, the agency comes from the actor.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SalesRules]
    """

    kwargs = _get_kwargs(
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: PatchedSalesRulesRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Problem | SalesRules | None:
    """Change the named rules

     Change the named rules. They are then applied to all sales there are, which may take some minutes.

    Args:
        if_match (str | Unset):
        body (PatchedSalesRulesRequest | Unset): Shapes rows; references go through
            `ScopedRelatedField`, the agency comes from the actor.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SalesRules
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
