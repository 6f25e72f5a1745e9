import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.member_days_list_expand_item import MemberDaysListExpandItem
from ...models.member_days_list_fields_item import MemberDaysListFieldsItem
from ...models.paginated_member_day_list import PaginatedMemberDayList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[MemberDaysListExpandItem] | Unset = UNSET,
    fields: list[MemberDaysListFieldsItem] | Unset = UNSET,
    first_day: datetime.date | Unset = UNSET,
    last_day: datetime.date | Unset = UNSET,
    member: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
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

    json_first_day: str | Unset = UNSET
    if not isinstance(first_day, Unset):
        json_first_day = first_day.isoformat()
    params["first_day"] = json_first_day

    json_last_day: str | Unset = UNSET
    if not isinstance(last_day, Unset):
        json_last_day = last_day.isoformat()
    params["last_day"] = json_last_day

    json_member: str | Unset = UNSET
    if not isinstance(member, Unset):
        json_member = str(member)
    params["member"] = json_member

    params["page_size"] = page_size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/member-days/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | PaginatedMemberDayList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedMemberDayList.from_dict(response.json())

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
) -> Response[Any | PaginatedMemberDayList | Problem]:
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
    cursor: str | Unset = UNSET,
    expand: list[MemberDaysListExpandItem] | Unset = UNSET,
    fields: list[MemberDaysListFieldsItem] | Unset = UNSET,
    first_day: datetime.date | Unset = UNSET,
    last_day: datetime.date | Unset = UNSET,
    member: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedMemberDayList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[MemberDaysListExpandItem] | Unset):
        fields (list[MemberDaysListFieldsItem] | Unset):
        first_day (datetime.date | Unset):
        last_day (datetime.date | Unset):
        member (UUID | Unset):
        page_size (int | Unset):  Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedMemberDayList | Problem]
    """

    kwargs = _get_kwargs(
        creator=creator,
        cursor=cursor,
        expand=expand,
        fields=fields,
        first_day=first_day,
        last_day=last_day,
        member=member,
        page_size=page_size,
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
    cursor: str | Unset = UNSET,
    expand: list[MemberDaysListExpandItem] | Unset = UNSET,
    fields: list[MemberDaysListFieldsItem] | Unset = UNSET,
    first_day: datetime.date | Unset = UNSET,
    last_day: datetime.date | Unset = UNSET,
    member: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedMemberDayList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[MemberDaysListExpandItem] | Unset):
        fields (list[MemberDaysListFieldsItem] | Unset):
        first_day (datetime.date | Unset):
        last_day (datetime.date | Unset):
        member (UUID | Unset):
        page_size (int | Unset):  Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedMemberDayList | Problem
    """

    return sync_detailed(
        client=client,
        creator=creator,
        cursor=cursor,
        expand=expand,
        fields=fields,
        first_day=first_day,
        last_day=last_day,
        member=member,
        page_size=page_size,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[MemberDaysListExpandItem] | Unset = UNSET,
    fields: list[MemberDaysListFieldsItem] | Unset = UNSET,
    first_day: datetime.date | Unset = UNSET,
    last_day: datetime.date | Unset = UNSET,
    member: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | PaginatedMemberDayList | Problem]:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[MemberDaysListExpandItem] | Unset):
        fields (list[MemberDaysListFieldsItem] | Unset):
        first_day (datetime.date | Unset):
        last_day (datetime.date | Unset):
        member (UUID | Unset):
        page_size (int | Unset):  Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | PaginatedMemberDayList | Problem]
    """

    kwargs = _get_kwargs(
        creator=creator,
        cursor=cursor,
        expand=expand,
        fields=fields,
        first_day=first_day,
        last_day=last_day,
        member=member,
        page_size=page_size,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    creator: UUID | Unset = UNSET,
    cursor: str | Unset = UNSET,
    expand: list[MemberDaysListExpandItem] | Unset = UNSET,
    fields: list[MemberDaysListFieldsItem] | Unset = UNSET,
    first_day: datetime.date | Unset = UNSET,
    last_day: datetime.date | Unset = UNSET,
    member: UUID | Unset = UNSET,
    page_size: int | Unset = 50,
    if_none_match: str | Unset = UNSET,
) -> Any | PaginatedMemberDayList | Problem | None:
    """A page of rows, newest first unless said otherwise

     A page of rows, newest first unless said otherwise.

    Args:
        creator (UUID | Unset):
        cursor (str | Unset):
        expand (list[MemberDaysListExpandItem] | Unset):
        fields (list[MemberDaysListFieldsItem] | Unset):
        first_day (datetime.date | Unset):
        last_day (datetime.date | Unset):
        member (UUID | Unset):
        page_size (int | Unset):  Default: 50.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | PaginatedMemberDayList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            creator=creator,
            cursor=cursor,
            expand=expand,
            fields=fields,
            first_day=first_day,
            last_day=last_day,
            member=member,
            page_size=page_size,
            if_none_match=if_none_match,
        )
    ).parsed
