from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.tier import Tier


T = TypeVar("T", bound="CommissionPlan")


@_attrs_define
class CommissionPlan:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    name: str
    """ What it is called. """
    ppv_percent: str
    """ Of what they brought after the platform's share. """
    tip_percent: str
    """ Likewise. """
    subscription_percent: str
    """ First ones, if the sales rules give them to somebody. """
    renewal_percent: str
    """ If the sales rules give them to somebody. """
    post_percent: str
    """ If the sales rules give them to somebody. """
    stream_percent: str
    """ If the sales rules give them to somebody. """
    tiers: list[Tier]
    """ From the lowest. """
    hourly_rate: str
    """ Dollars for an hour on shift. 0: sales alone count. """
    pays_idle_time: bool
    """ Otherwise time without a key or a click is taken off. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        ppv_percent = self.ppv_percent

        tip_percent = self.tip_percent

        subscription_percent = self.subscription_percent

        renewal_percent = self.renewal_percent

        post_percent = self.post_percent

        stream_percent = self.stream_percent

        tiers = []
        for tiers_item_data in self.tiers:
            tiers_item = tiers_item_data.to_dict()
            tiers.append(tiers_item)

        hourly_rate = self.hourly_rate

        pays_idle_time = self.pays_idle_time

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "ppv_percent": ppv_percent,
                "tip_percent": tip_percent,
                "subscription_percent": subscription_percent,
                "renewal_percent": renewal_percent,
                "post_percent": post_percent,
                "stream_percent": stream_percent,
                "tiers": tiers,
                "hourly_rate": hourly_rate,
                "pays_idle_time": pays_idle_time,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.tier import Tier  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        ppv_percent = d.pop("ppv_percent")

        tip_percent = d.pop("tip_percent")

        subscription_percent = d.pop("subscription_percent")

        renewal_percent = d.pop("renewal_percent")

        post_percent = d.pop("post_percent")

        stream_percent = d.pop("stream_percent")

        tiers = []
        _tiers = d.pop("tiers")
        for tiers_item_data in _tiers:
            tiers_item = Tier.from_dict(tiers_item_data)

            tiers.append(tiers_item)

        hourly_rate = d.pop("hourly_rate")

        pays_idle_time = d.pop("pays_idle_time")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        commission_plan = cls(
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

        commission_plan.additional_properties = d
        return commission_plan

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
