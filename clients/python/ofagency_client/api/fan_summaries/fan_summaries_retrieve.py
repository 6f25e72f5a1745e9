from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.fan_summaries_retrieve_expand_item import FanSummariesRetrieveExpandItem
from ...models.fan_summaries_retrieve_fields_item import FanSummariesRetrieveFieldsItem
from ...models.fan_summary import FanSummary
from ...models.fan_summary_part import FanSummaryPart
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: UUID,
    *,
    expand: list[FanSummariesRetrieveExpandItem] | Unset = UNSET,
    fields: list[FanSummariesRetrieveFieldsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_expand: list[str] | Unset = UNSET
    if not isinstance(expand, Unset):
        json_expand = []
        for expand_item_data in expand:
            expand_item = expand_item_data.value
            json_expand.append(expand_item)

    params["expand"] = json_expand

    json_fields: list[str] | Unset = UNSET
    if not isinstance(fields, Unset):
        json_fields = []
        for fields_item_data in fields:
            fields_item = fields_item_data.value
            json_fields.append(fields_item)

    params["fields"] = json_fields

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/fan-summaries/{id}/".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | FanSummary | FanSummaryPart | Problem | None:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> FanSummary | FanSummaryPart:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = FanSummary.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_200_type_1 = FanSummaryPart.from_dict(data)

            return response_200_type_1

        response_200 = _parse_response_200(response.json())

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

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | FanSummary | FanSummaryPart | Problem]:
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
    expand: list[FanSummariesRetrieveExpandItem] | Unset = UNSET,
    fields: list[FanSummariesRetrieveFieldsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | FanSummary | FanSummaryPart | Problem]:
    """One row

     One row.

    Args:
        id (UUID):
        expand (list[FanSummariesRetrieveExpandItem] | Unset):
        fields (list[FanSummariesRetrieveFieldsItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FanSummary | FanSummaryPart | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        expand=expand,
        fields=fields,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: UUID,
    *,
    client: AuthenticatedClient,
    expand: list[FanSummariesRetrieveExpandItem] | Unset = UNSET,
    fields: list[FanSummariesRetrieveFieldsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | FanSummary | FanSummaryPart | Problem | None:
    """One row

     One row.

    Args:
        id (UUID):
        expand (list[FanSummariesRetrieveExpandItem] | Unset):
        fields (list[FanSummariesRetrieveFieldsItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FanSummary | FanSummaryPart | Problem
    """

    return sync_detailed(
        id=id,
        client=client,
        expand=expand,
        fields=fields,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    id: UUID,
    *,
    client: AuthenticatedClient,
    expand: list[FanSummariesRetrieveExpandItem] | Unset = UNSET,
    fields: list[FanSummariesRetrieveFieldsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | FanSummary | FanSummaryPart | Problem]:
    """One row

     One row.

    Args:
        id (UUID):
        expand (list[FanSummariesRetrieveExpandItem] | Unset):
        fields (list[FanSummariesRetrieveFieldsItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | FanSummary | FanSummaryPart | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        expand=expand,
        fields=fields,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: UUID,
    *,
    client: AuthenticatedClient,
    expand: list[FanSummariesRetrieveExpandItem] | Unset = UNSET,
    fields: list[FanSummariesRetrieveFieldsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | FanSummary | FanSummaryPart | Problem | None:
    """One row

     One row.

    Args:
        id (UUID):
        expand (list[FanSummariesRetrieveExpandItem] | Unset):
        fields (list[FanSummariesRetrieveFieldsItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | FanSummary | FanSummaryPart | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            expand=expand,
            fields=fields,
            if_none_match=if_none_match,
        )
    ).parsed
