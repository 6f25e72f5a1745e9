from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sales_rule_enum import SalesRuleEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="SalesRulesRequest")


@_attrs_define
class SalesRulesRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    platform_fee_percent: str | Unset = UNSET
    """ Per cent of a sale that the platform keeps. For sales of which it has not told the sum itself. """
    window_hours: int | Unset = UNSET
    """ Hours before a sale in which somebody must have written to the fan for it to be theirs. """
    tip_rule: SalesRuleEnum | Unset = UNSET
    """ * `last writer` - who wrote to the fan last before it
    * `nobody` - nobody """
    subscription_rule: SalesRuleEnum | Unset = UNSET
    """ * `last writer` - who wrote to the fan last before it
    * `nobody` - nobody """
    renewal_rule: SalesRuleEnum | Unset = UNSET
    """ * `last writer` - who wrote to the fan last before it
    * `nobody` - nobody """
    post_rule: SalesRuleEnum | Unset = UNSET
    """ * `last writer` - who wrote to the fan last before it
    * `nobody` - nobody """
    stream_rule: SalesRuleEnum | Unset = UNSET
    """ * `last writer` - who wrote to the fan last before it
    * `nobody` - nobody """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        platform_fee_percent = self.platform_fee_percent

        window_hours = self.window_hours

        tip_rule: str | Unset = UNSET
        if not isinstance(self.tip_rule, Unset):
            tip_rule = self.tip_rule.value

        subscription_rule: str | Unset = UNSET
        if not isinstance(self.subscription_rule, Unset):
            subscription_rule = self.subscription_rule.value

        renewal_rule: str | Unset = UNSET
        if not isinstance(self.renewal_rule, Unset):
            renewal_rule = self.renewal_rule.value

        post_rule: str | Unset = UNSET
        if not isinstance(self.post_rule, Unset):
            post_rule = self.post_rule.value

        stream_rule: str | Unset = UNSET
        if not isinstance(self.stream_rule, Unset):
            stream_rule = self.stream_rule.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if platform_fee_percent is not UNSET:
            field_dict["platform_fee_percent"] = platform_fee_percent
        if window_hours is not UNSET:
            field_dict["window_hours"] = window_hours
        if tip_rule is not UNSET:
            field_dict["tip_rule"] = tip_rule
        if subscription_rule is not UNSET:
            field_dict["subscription_rule"] = subscription_rule
        if renewal_rule is not UNSET:
            field_dict["renewal_rule"] = renewal_rule
        if post_rule is not UNSET:
            field_dict["post_rule"] = post_rule
        if stream_rule is not UNSET:
            field_dict["stream_rule"] = stream_rule

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        platform_fee_percent = d.pop("platform_fee_percent", UNSET)

        window_hours = d.pop("window_hours", UNSET)

        _tip_rule = d.pop("tip_rule", UNSET)
        tip_rule: SalesRuleEnum | Unset
        if isinstance(_tip_rule, Unset):
            tip_rule = UNSET
        else:
            tip_rule = SalesRuleEnum(_tip_rule)

        _subscription_rule = d.pop("subscription_rule", UNSET)
        subscription_rule: SalesRuleEnum | Unset
        if isinstance(_subscription_rule, Unset):
            subscription_rule = UNSET
        else:
            subscription_rule = SalesRuleEnum(_subscription_rule)

        _renewal_rule = d.pop("renewal_rule", UNSET)
        renewal_rule: SalesRuleEnum | Unset
        if isinstance(_renewal_rule, Unset):
            renewal_rule = UNSET
        else:
            renewal_rule = SalesRuleEnum(_renewal_rule)

        _post_rule = d.pop("post_rule", UNSET)
        post_rule: SalesRuleEnum | Unset
        if isinstance(_post_rule, Unset):
            post_rule = UNSET
        else:
            post_rule = SalesRuleEnum(_post_rule)

        _stream_rule = d.pop("stream_rule", UNSET)
        stream_rule: SalesRuleEnum | Unset
        if isinstance(_stream_rule, Unset):
            stream_rule = UNSET
        else:
            stream_rule = SalesRuleEnum(_stream_rule)

        sales_rules_request = cls(
            platform_fee_percent=platform_fee_percent,
            window_hours=window_hours,
            tip_rule=tip_rule,
            subscription_rule=subscription_rule,
            renewal_rule=renewal_rule,
            post_rule=post_rule,
            stream_rule=stream_rule,
        )

        sales_rules_request.additional_properties = d
        return sales_rules_request

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
