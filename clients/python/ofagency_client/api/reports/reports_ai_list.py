import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ai_report import AIReport
from ...models.problem import Problem
from ...models.reports_ai_list_group_by_item import ReportsAiListGroupByItem
from ...models.reports_ai_list_metrics_item import ReportsAiListMetricsItem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    beside: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    first_day: datetime.date,
    group_by: list[ReportsAiListGroupByItem] | Unset = UNSET,
    last_day: datetime.date,
    member: UUID | Unset = UNSET,
    metrics: list[ReportsAiListMetricsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["beside"] = beside

    json_creator: str | Unset = UNSET
    if not isinstance(creator, Unset):
        json_creator = str(creator)
    params["creator"] = json_creator

    json_first_day = first_day.isoformat()
    params["first_day"] = json_first_day

    json_group_by: list[str] | Unset = UNSET
    if not isinstance(group_by, Unset):
        json_group_by = []
        for group_by_item_data in group_by:
            group_by_item = group_by_item_data.value
            json_group_by.append(group_by_item)

    params["group_by"] = json_group_by

    json_last_day = last_day.isoformat()
    params["last_day"] = json_last_day

    json_member: str | Unset = UNSET
    if not isinstance(member, Unset):
        json_member = str(member)
    params["member"] = json_member

    json_metrics: list[str] | Unset = UNSET
    if not isinstance(metrics, Unset):
        json_metrics = []
        for metrics_item_data in metrics:
            metrics_item = metrics_item_data.value
            json_metrics.append(metrics_item)

    params["metrics"] = json_metrics

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/reports/ai/",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AIReport | Any | Problem | None:
    if response.status_code == 200:
        response_200 = AIReport.from_dict(response.json())

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
) -> Response[AIReport | Any | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    beside: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    first_day: datetime.date,
    group_by: list[ReportsAiListGroupByItem] | Unset = UNSET,
    last_day: datetime.date,
    member: UUID | Unset = UNSET,
    metrics: list[ReportsAiListMetricsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[AIReport | Any | Problem]:
    """Metrics of the drafts made from `first_day` to `last_day`, in the order of the groups

     Metrics of the drafts made from `first_day` to `last_day`, in the order of the groups.

    A chatter gets the numbers of what they asked for only. Without an interval there is no claim.

    Args:
        beside (bool | Unset):
        creator (UUID | Unset):
        first_day (datetime.date):
        group_by (list[ReportsAiListGroupByItem] | Unset):
        last_day (datetime.date):
        member (UUID | Unset):
        metrics (list[ReportsAiListMetricsItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AIReport | Any | Problem]
    """

    kwargs = _get_kwargs(
        beside=beside,
        creator=creator,
        first_day=first_day,
        group_by=group_by,
        last_day=last_day,
        member=member,
        metrics=metrics,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    beside: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    first_day: datetime.date,
    group_by: list[ReportsAiListGroupByItem] | Unset = UNSET,
    last_day: datetime.date,
    member: UUID | Unset = UNSET,
    metrics: list[ReportsAiListMetricsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> AIReport | Any | Problem | None:
    """Metrics of the drafts made from `first_day` to `last_day`, in the order of the groups

     Metrics of the drafts made from `first_day` to `last_day`, in the order of the groups.

    A chatter gets the numbers of what they asked for only. Without an interval there is no claim.

    Args:
        beside (bool | Unset):
        creator (UUID | Unset):
        first_day (datetime.date):
        group_by (list[ReportsAiListGroupByItem] | Unset):
        last_day (datetime.date):
        member (UUID | Unset):
        metrics (list[ReportsAiListMetricsItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AIReport | Any | Problem
    """

    return sync_detailed(
        client=client,
        beside=beside,
        creator=creator,
        first_day=first_day,
        group_by=group_by,
        last_day=last_day,
        member=member,
        metrics=metrics,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    beside: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    first_day: datetime.date,
    group_by: list[ReportsAiListGroupByItem] | Unset = UNSET,
    last_day: datetime.date,
    member: UUID | Unset = UNSET,
    metrics: list[ReportsAiListMetricsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[AIReport | Any | Problem]:
    """Metrics of the drafts made from `first_day` to `last_day`, in the order of the groups

     Metrics of the drafts made from `first_day` to `last_day`, in the order of the groups.

    A chatter gets the numbers of what they asked for only. Without an interval there is no claim.

    Args:
        beside (bool | Unset):
        creator (UUID | Unset):
        first_day (datetime.date):
        group_by (list[ReportsAiListGroupByItem] | Unset):
        last_day (datetime.date):
        member (UUID | Unset):
        metrics (list[ReportsAiListMetricsItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AIReport | Any | Problem]
    """

    kwargs = _get_kwargs(
        beside=beside,
        creator=creator,
        first_day=first_day,
        group_by=group_by,
        last_day=last_day,
        member=member,
        metrics=metrics,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    beside: bool | Unset = UNSET,
    creator: UUID | Unset = UNSET,
    first_day: datetime.date,
    group_by: list[ReportsAiListGroupByItem] | Unset = UNSET,
    last_day: datetime.date,
    member: UUID | Unset = UNSET,
    metrics: list[ReportsAiListMetricsItem] | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> AIReport | Any | Problem | None:
    """Metrics of the drafts made from `first_day` to `last_day`, in the order of the groups

     Metrics of the drafts made from `first_day` to `last_day`, in the order of the groups.

    A chatter gets the numbers of what they asked for only. Without an interval there is no claim.

    Args:
        beside (bool | Unset):
        creator (UUID | Unset):
        first_day (datetime.date):
        group_by (list[ReportsAiListGroupByItem] | Unset):
        last_day (datetime.date):
        member (UUID | Unset):
        metrics (list[ReportsAiListMetricsItem] | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AIReport | Any | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            beside=beside,
            creator=creator,
            first_day=first_day,
            group_by=group_by,
            last_day=last_day,
            member=member,
            metrics=metrics,
            if_none_match=if_none_match,
        )
    ).parsed
