from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.tier import Tier


T = TypeVar("T", bound="CommissionPlanPart")


@_attrs_define
class CommissionPlanPart:
    """Some fields of CommissionPlan, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    name: str | Unset = UNSET
    """ What it is called. """
    ppv_percent: str | Unset = UNSET
    """ Of what they brought after the platform's share. """
    tip_percent: str | Unset = UNSET
    """ Likewise. """
    subscription_percent: str | Unset = UNSET
    """ First ones, if the sales rules give them to somebody. """
    renewal_percent: str | Unset = UNSET
    """ If the sales rules give them to somebody. """
    post_percent: str | Unset = UNSET
    """ If the sales rules give them to somebody. """
    stream_percent: str | Unset = UNSET
    """ If the sales rules give them to somebody. """
    tiers: list[Tier] | Unset = UNSET
    """ From the lowest. """
    hourly_rate: str | Unset = UNSET
    """ Dollars for an hour on shift. 0: sales alone count. """
    pays_idle_time: bool | Unset = UNSET
    """ Otherwise time without a key or a click is taken off. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        name = self.name

        ppv_percent = self.ppv_percent

        tip_percent = self.tip_percent

        subscription_percent = self.subscription_percent

        renewal_percent = self.renewal_percent

        post_percent = self.post_percent

        stream_percent = self.stream_percent

        tiers: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tiers, Unset):
            tiers = []
            for tiers_item_data in self.tiers:
                tiers_item = tiers_item_data.to_dict()
                tiers.append(tiers_item)

        hourly_rate = self.hourly_rate

        pays_idle_time = self.pays_idle_time

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if name is not UNSET:
            field_dict["name"] = name
        if ppv_percent is not UNSET:
            field_dict["ppv_percent"] = ppv_percent
        if tip_percent is not UNSET:
            field_dict["tip_percent"] = tip_percent
        if subscription_percent is not UNSET:
            field_dict["subscription_percent"] = subscription_percent
        if renewal_percent is not UNSET:
            field_dict["renewal_percent"] = renewal_percent
        if post_percent is not UNSET:
            field_dict["post_percent"] = post_percent
        if stream_percent is not UNSET:
            field_dict["stream_percent"] = stream_percent
        if tiers is not UNSET:
            field_dict["tiers"] = tiers
        if hourly_rate is not UNSET:
            field_dict["hourly_rate"] = hourly_rate
        if pays_idle_time is not UNSET:
            field_dict["pays_idle_time"] = pays_idle_time
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.tier import Tier  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        name = d.pop("name", UNSET)

        ppv_percent = d.pop("ppv_percent", UNSET)

        tip_percent = d.pop("tip_percent", UNSET)

        subscription_percent = d.pop("subscription_percent", UNSET)

        renewal_percent = d.pop("renewal_percent", UNSET)

        post_percent = d.pop("post_percent", UNSET)

        stream_percent = d.pop("stream_percent", UNSET)

        _tiers = d.pop("tiers", UNSET)
        tiers: list[Tier] | Unset = UNSET
        if _tiers is not UNSET:
            tiers = []
            for tiers_item_data in _tiers:
                tiers_item = Tier.from_dict(tiers_item_data)

                tiers.append(tiers_item)

        hourly_rate = d.pop("hourly_rate", UNSET)

        pays_idle_time = d.pop("pays_idle_time", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        commission_plan_part = cls(
            id=id,
            name=name,
            ppv_percent=ppv_percent,
            tip_percent=tip_percent,
            subscription_percent=subscription_percent,
            renewal_percent=renewal_percent,
            post_percent=post_percent,
            stream_percent=stream_percent,
            tiers=tiers,
            hourly_rate=hourly_rate,
            pays_idle_time=pays_idle_time,
            created_at=created_at,
        )

        return commission_plan_part
