from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.messages_bulk_create_json_body import MessagesBulkCreateJsonBody
from ...models.messages_bulk_create_response_200 import MessagesBulkCreateResponse200
from ...models.messages_bulk_create_results import MessagesBulkCreateResults
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    body: MessagesBulkCreateJsonBody | File | Unset = UNSET,
    results: MessagesBulkCreateResults | Unset = MessagesBulkCreateResults.REJECTED,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    json_results: str | Unset = UNSET
    if not isinstance(results, Unset):
        json_results = results.value

    params["results"] = json_results

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/messages/bulk/",
        "params": params,
    }

    if isinstance(body, MessagesBulkCreateJsonBody):
        if not isinstance(body, Unset):
            _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, File):
        if not isinstance(body, Unset):
            _kwargs["content"] = body.payload
        headers["Content-Type"] = "application/x-ndjson"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> MessagesBulkCreateResponse200 | Problem | None:
    if response.status_code == 200:
        response_200 = MessagesBulkCreateResponse200.from_dict(response.json())

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

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[MessagesBulkCreateResponse200 | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: MessagesBulkCreateJsonBody | File | Unset = UNSET,
    results: MessagesBulkCreateResults | Unset = MessagesBulkCreateResults.REJECTED,
    idempotency_key: str | Unset = UNSET,
) -> Response[MessagesBulkCreateResponse200 | Problem]:
    """Take in messages as the platform has them: history, or what another program hears

     Take in messages as the platform has them: history, or what another program hears.

    A message is known by its platform id: sending it again adds what is new about it and does no harm.
    As JSON,
    up to 1,000 `messages` in one transaction. As a stream of lines (`application/x-ndjson`, packed by
    gzip if
    you like) any number; some thousand at a time are written, and stay if the stream breaks off. One
    wrong row
    keeps none of the others out.

    Args:
        results (MessagesBulkCreateResults | Unset):  Default: MessagesBulkCreateResults.REJECTED.
        idempotency_key (str | Unset):
        body (MessagesBulkCreateJsonBody | Unset):
        body (File | Unset): One message a line, each as in `messages` of the JSON form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MessagesBulkCreateResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        results=results,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: MessagesBulkCreateJsonBody | File | Unset = UNSET,
    results: MessagesBulkCreateResults | Unset = MessagesBulkCreateResults.REJECTED,
    idempotency_key: str | Unset = UNSET,
) -> MessagesBulkCreateResponse200 | Problem | None:
    """Take in messages as the platform has them: history, or what another program hears

     Take in messages as the platform has them: history, or what another program hears.

    A message is known by its platform id: sending it again adds what is new about it and does no harm.
    As JSON,
    up to 1,000 `messages` in one transaction. As a stream of lines (`application/x-ndjson`, packed by
    gzip if
    you like) any number; some thousand at a time are written, and stay if the stream breaks off. One
    wrong row
    keeps none of the others out.

    Args:
        results (MessagesBulkCreateResults | Unset):  Default: MessagesBulkCreateResults.REJECTED.
        idempotency_key (str | Unset):
        body (MessagesBulkCreateJsonBody | Unset):
        body (File | Unset): One message a line, each as in `messages` of the JSON form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MessagesBulkCreateResponse200 | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        results=results,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: MessagesBulkCreateJsonBody | File | Unset = UNSET,
    results: MessagesBulkCreateResults | Unset = MessagesBulkCreateResults.REJECTED,
    idempotency_key: str | Unset = UNSET,
) -> Response[MessagesBulkCreateResponse200 | Problem]:
    """Take in messages as the platform has them: history, or what another program hears

     Take in messages as the platform has them: history, or what another program hears.

    A message is known by its platform id: sending it again adds what is new about it and does no harm.
    As JSON,
    up to 1,000 `messages` in one transaction. As a stream of lines (`application/x-ndjson`, packed by
    gzip if
    you like) any number; some thousand at a time are written, and stay if the stream breaks off. One
    wrong row
    keeps none of the others out.

    Args:
        results (MessagesBulkCreateResults | Unset):  Default: MessagesBulkCreateResults.REJECTED.
        idempotency_key (str | Unset):
        body (MessagesBulkCreateJsonBody | Unset):
        body (File | Unset): One message a line, each as in `messages` of the JSON form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MessagesBulkCreateResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        results=results,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: MessagesBulkCreateJsonBody | File | Unset = UNSET,
    results: MessagesBulkCreateResults | Unset = MessagesBulkCreateResults.REJECTED,
    idempotency_key: str | Unset = UNSET,
) -> MessagesBulkCreateResponse200 | Problem | None:
    """Take in messages as the platform has them: history, or what another program hears

     Take in messages as the platform has them: history, or what another program hears.

    A message is known by its platform id: sending it again adds what is new about it and does no harm.
    As JSON,
    up to 1,000 `messages` in one transaction. As a stream of lines (`application/x-ndjson`, packed by
    gzip if
    you like) any number; some thousand at a time are written, and stay if the stream breaks off. One
    wrong row
    keeps none of the others out.

    Args:
        results (MessagesBulkCreateResults | Unset):  Default: MessagesBulkCreateResults.REJECTED.
        idempotency_key (str | Unset):
        body (MessagesBulkCreateJsonBody | Unset):
        body (File | Unset): One message a line, each as in `messages` of the JSON form.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MessagesBulkCreateResponse200 | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            results=results,
            idempotency_key=idempotency_key,
        )
    ).parsed
