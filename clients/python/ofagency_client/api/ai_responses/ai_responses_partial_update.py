from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ai_response import AIResponse
from ...models.patched_ai_response_request import PatchedAIResponseRequest
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: UUID,
    *,
    body: PatchedAIResponseRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/ai-responses/{id}/".format(
            id=quote(str(id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AIResponse | Problem | None:
    if response.status_code == 200:
        response_200 = AIResponse.from_dict(response.json())

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

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

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
) -> Response[AIResponse | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedAIResponseRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[AIResponse | Problem]:
    """Say later what it took to make a draft of another program: tokens, cost and times

     Say later what it took to make a draft of another program: tokens, cost and times. All else stays.

    Args:
        id (UUID):
        if_match (str | Unset):
        body (PatchedAIResponseRequest | Unset): A draft. What it says stays as it was made, and
            what becomes of it is said by `accept/` and `reject/`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AIResponse | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedAIResponseRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> AIResponse | Problem | None:
    """Say later what it took to make a draft of another program: tokens, cost and times

     Say later what it took to make a draft of another program: tokens, cost and times. All else stays.

    Args:
        id (UUID):
        if_match (str | Unset):
        body (PatchedAIResponseRequest | Unset): A draft. What it says stays as it was made, and
            what becomes of it is said by `accept/` and `reject/`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AIResponse | Problem
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedAIResponseRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[AIResponse | Problem]:
    """Say later what it took to make a draft of another program: tokens, cost and times

     Say later what it took to make a draft of another program: tokens, cost and times. All else stays.

    Args:
        id (UUID):
        if_match (str | Unset):
        body (PatchedAIResponseRequest | Unset): A draft. What it says stays as it was made, and
            what becomes of it is said by `accept/` and `reject/`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AIResponse | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchedAIResponseRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> AIResponse | Problem | None:
    """Say later what it took to make a draft of another program: tokens, cost and times

     Say later what it took to make a draft of another program: tokens, cost and times. All else stays.

    Args:
        id (UUID):
        if_match (str | Unset):
        body (PatchedAIResponseRequest | Unset): A draft. What it says stays as it was made, and
            what becomes of it is said by `accept/` and `reject/`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AIResponse | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
