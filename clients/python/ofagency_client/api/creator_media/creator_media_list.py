from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.creator_media_list_expand_item import CreatorMediaListExpandItem
from ...models.creator_media_list_fields_item import CreatorMediaListFieldsItem
from ...models.creator_media_list_media_type import CreatorMediaListMediaType
from ...models.paginated_creator_media_list import PaginatedCreatorMediaList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    bought_by: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[CreatorMediaListExpandItem] | Unset = UNSET,
    fields: list[CreatorMediaListFieldsItem] | Unset = UNSET,
    media_type: CreatorMediaListMediaType | Unset = UNSET,
    not_sent_to: UUID | Unset = UNSET,
    of_media_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    sent_to: UUID | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_bought_by: str | Unset = UNSET
    if not isinstance(bought_by, Unset):
        json_bought_by = str(bought_by)
    params["bought_by"] = json_bought_by

    json_creator: str | Unset = UNSET
    if not isinstance(creator, Unset):
        json_creator = str(creator)
    params["creator"] = json_creator

    params["cursor"] = cursor

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

    json_media_type: str | Unset = UNSET
    if not isinstance(media_type, Unset):
        json_media_type = media_type.value

    params["media_type"] = json_media_type

    json_not_sent_to: str | Unset = UNSET
    if not isinstance(not_sent_to, Unset):
        json_not_sent_to = str(not_sent_to)
    params["not_sent_to"] = json_not_sent_to

    params["of_media_id"] = of_media_id

    params["page_size"] = page_size

    json_sent_to: str | Unset = UNSET
    if not isinstance(sent_to, Unset):
        json_sent_to = str(sent_to)
    params["sent_to"] = json_sent_to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/creator-media/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedCreatorMediaList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedCreatorMediaList.from_dict(response.json())

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
) -> Response[Any | PaginatedCreatorMediaList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    bought_by: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[CreatorMediaListExpandItem] | Unset = UNSET,
    fields: list[CreatorMediaListFieldsItem] | Unset = UNSET,
    media_type: CreatorMediaListMediaType | Unset = UNSET,
    not_sent_to: UUID | Unset = UNSET,
    of_media_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    sent_to: UUID | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedCreatorMediaList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        bought_by (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[CreatorMediaListExpandItem] | Unset):
        fields (list[CreatorMediaListFieldsItem] | Unset):
        media_type (CreatorMediaListMediaType | Unset):
        not_sent_to (UUID | Unset):
        of_media_id (int | Unset):
        page_size (int | Unset):  Default: 50.
        sent_to (UUID | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedCreatorMediaList | Problem]
    """

    kwargs = _get_kwargs(
        bought_by=bought_by,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fields=fields,
        media_type=media_type,
        not_sent_to=not_sent_to,
        of_media_id=of_media_id,
        page_size=page_size,
        sent_to=sent_to,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    bought_by: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[CreatorMediaListExpandItem] | Unset = UNSET,
    fields: list[CreatorMediaListFieldsItem] | Unset = UNSET,
    media_type: CreatorMediaListMediaType | Unset = UNSET,
    not_sent_to: UUID | Unset = UNSET,
    of_media_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    sent_to: UUID | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedCreatorMediaList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        bought_by (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[CreatorMediaListExpandItem] | Unset):
        fields (list[CreatorMediaListFieldsItem] | Unset):
        media_type (CreatorMediaListMediaType | Unset):
        not_sent_to (UUID | Unset):
        of_media_id (int | Unset):
        page_size (int | Unset):  Default: 50.
        sent_to (UUID | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedCreatorMediaList | Problem
    """

    return sync_detailed(
        client=client,
        bought_by=bought_by,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fields=fields,
        media_type=media_type,
        not_sent_to=not_sent_to,
        of_media_id=of_media_id,
        page_size=page_size,
        sent_to=sent_to,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    bought_by: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[CreatorMediaListExpandItem] | Unset = UNSET,
    fields: list[CreatorMediaListFieldsItem] | Unset = UNSET,
    media_type: CreatorMediaListMediaType | Unset = UNSET,
    not_sent_to: UUID | Unset = UNSET,
    of_media_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    sent_to: UUID | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedCreatorMediaList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        bought_by (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[CreatorMediaListExpandItem] | Unset):
        fields (list[CreatorMediaListFieldsItem] | Unset):
        media_type (CreatorMediaListMediaType | Unset):
        not_sent_to (UUID | Unset):
        of_media_id (int | Unset):
        page_size (int | Unset):  Default: 50.
        sent_to (UUID | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedCreatorMediaList | Problem]
    """

    kwargs = _get_kwargs(
        bought_by=bought_by,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fields=fields,
        media_type=media_type,
        not_sent_to=not_sent_to,
        of_media_id=of_media_id,
        page_size=page_size,
        sent_to=sent_to,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    bought_by: UUID | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[CreatorMediaListExpandItem] | Unset = UNSET,
    fields: list[CreatorMediaListFieldsItem] | Unset = UNSET,
    media_type: CreatorMediaListMediaType | Unset = UNSET,
    not_sent_to: UUID | Unset = UNSET,
    of_media_id: int | Unset = UNSET,
    page_size: int | Unset = 50,
    sent_to: UUID | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedCreatorMediaList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        bought_by (UUID | Unset):
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[CreatorMediaListExpandItem] | Unset):
        fields (list[CreatorMediaListFieldsItem] | Unset):
        media_type (CreatorMediaListMediaType | Unset):
        not_sent_to (UUID | Unset):
        of_media_id (int | Unset):
        page_size (int | Unset):  Default: 50.
        sent_to (UUID | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedCreatorMediaList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            bought_by=bought_by,
            creator=creator,
            cursor=cursor,
            expand=expand,
            fields=fields,
            media_type=media_type,
            not_sent_to=not_sent_to,
            of_media_id=of_media_id,
            page_size=page_size,
            sent_to=sent_to,
            if_none_match=if_none_match,
        )
    ).parsed
