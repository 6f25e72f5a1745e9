from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.alert_kind_enum import AlertKindEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="AlertRuleRequest")


@_attrs_define
class AlertRuleRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    name: str
    """ What the alerts are called. """
    kind: AlertKindEnum
    """ * `reply_time` - reply time
    * `longest_wait` - longest wait
    * `fans_waiting` - fans waiting
    * `sales` - sales
    * `fan_spending` - spending of a fan """
    limit: str
    """ Minutes, fans, per cent or dollars, as the kind says. """
    creator: None | Unset | UUID = UNSET
    """ Empty: all of them. """
    window_minutes: int | Unset = UNSET
    """ Reply time: the replies of so many minutes back from now count. """
    least_usual: str | Unset = UNSET
    """ Sales: hours that usually bring fewer dollars are not judged. """
    quiet_minutes: int | Unset = UNSET
    """ So long behind an alert that is over no other is raised. About a fan's spending there is one in 24 hours.
    """
    flags_fan: bool | Unset = UNSET
    """ Spending of a fan: tag the chat “flag:spending”, so that chatters see it in the fan card. """
    is_active: bool | Unset = UNSET
    """ Whether it raises alerts. What is open is over without. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        kind = self.kind.value

        limit = self.limit

        creator: None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator

        window_minutes = self.window_minutes

        least_usual = self.least_usual

        quiet_minutes = self.quiet_minutes

        flags_fan = self.flags_fan

        is_active = self.is_active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "kind": kind,
                "limit": limit,
            }
        )
        if creator is not UNSET:
            field_dict["creator"] = creator
        if window_minutes is not UNSET:
            field_dict["window_minutes"] = window_minutes
        if least_usual is not UNSET:
            field_dict["least_usual"] = least_usual
        if quiet_minutes is not UNSET:
            field_dict["quiet_minutes"] = quiet_minutes
        if flags_fan is not UNSET:
            field_dict["flags_fan"] = flags_fan
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        kind = AlertKindEnum(d.pop("kind"))

        limit = d.pop("limit")

        def _parse_creator(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0 = UUID(data)

                return creator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        creator = _parse_creator(d.pop("creator", UNSET))

        window_minutes = d.pop("window_minutes", UNSET)

        least_usual = d.pop("least_usual", UNSET)

        quiet_minutes = d.pop("quiet_minutes", UNSET)

        flags_fan = d.pop("flags_fan", UNSET)

        is_active = d.pop("is_active", UNSET)

        alert_rule_request = cls(
            name=name,
            kind=kind,
            limit=limit,
            creator=creator,
            window_minutes=window_minutes,
            least_usual=least_usual,
            quiet_minutes=quiet_minutes,
            flags_fan=flags_fan,
            is_active=is_active,
        )

        alert_rule_request.additional_properties = d
        return alert_rule_request

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
