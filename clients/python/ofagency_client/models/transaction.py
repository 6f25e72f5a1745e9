from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.kind_enum import KindEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="Transaction")


@_attrs_define
class Transaction:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    creator: UUID
    """ The creator, by id; null where it is for all. """
    kind: KindEnum
    """ * `subscription` - Subscription
    * `renewal` - Renewal
    * `tip` - Tip
    * `ppv` - pay-per-view
    * `post` - Post
    * `stream` - Stream
    * `chargeback` - Chargeback """
    gross: str
    """ Dollars the fan paid, without tax. """
    occurred_at: datetime.datetime
    """ When the money moved. """
    attribution: str
    """ Why it is theirs: sender, last writer, original, silence, stranger, rule, by hand; empty until counted. """
    created_at: datetime.datetime
    """ When the row was made here. """
    chat: None | Unset | UUID = UNSET
    """ The chat, by id. """
    of_transaction_id: None | str | Unset = UNSET
    """ The platform's id. """
    fee: str | Unset = UNSET
    """ Dollars the platform keeps. Not given: by the agency's sales rules. """
    net: str | Unset = UNSET
    """ Gross less fee. Worked out where it is not given. """
    message: None | Unset | UUID = UNSET
    """ The message, by id. """
    attributed_to: None | Unset | UUID = UNSET
    """ The member whose sale it is. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        creator = str(self.creator)

        kind = self.kind.value

        gross = self.gross

        occurred_at = self.occurred_at.isoformat()

        attribution = self.attribution

        created_at = self.created_at.isoformat()

        chat: None | str | Unset
        if isinstance(self.chat, Unset):
            chat = UNSET
        elif isinstance(self.chat, UUID):
            chat = str(self.chat)
        else:
            chat = self.chat

        of_transaction_id: None | str | Unset
        if isinstance(self.of_transaction_id, Unset):
            of_transaction_id = UNSET
        else:
            of_transaction_id = self.of_transaction_id

        fee = self.fee

        net = self.net

        message: None | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        elif isinstance(self.message, UUID):
            message = str(self.message)
        else:
            message = self.message

        attributed_to: None | str | Unset
        if isinstance(self.attributed_to, Unset):
            attributed_to = UNSET
        elif isinstance(self.attributed_to, UUID):
            attributed_to = str(self.attributed_to)
        else:
            attributed_to = self.attributed_to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "creator": creator,
                "kind": kind,
                "gross": gross,
                "occurred_at": occurred_at,
                "attribution": attribution,
                "created_at": created_at,
            }
        )
        if chat is not UNSET:
            field_dict["chat"] = chat
        if of_transaction_id is not UNSET:
            field_dict["of_transaction_id"] = of_transaction_id
        if fee is not UNSET:
            field_dict["fee"] = fee
        if net is not UNSET:
            field_dict["net"] = net
        if message is not UNSET:
            field_dict["message"] = message
        if attributed_to is not UNSET:
            field_dict["attributed_to"] = attributed_to

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        creator = UUID(d.pop("creator"))

        kind = KindEnum(d.pop("kind"))

        gross = d.pop("gross")

        occurred_at = datetime.datetime.fromisoformat(d.pop("occurred_at"))

        attribution = d.pop("attribution")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_chat(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                chat_type_0 = UUID(data)

                return chat_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        chat = _parse_chat(d.pop("chat", UNSET))

        def _parse_of_transaction_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        of_transaction_id = _parse_of_transaction_id(d.pop("of_transaction_id", UNSET))

        fee = d.pop("fee", UNSET)

        net = d.pop("net", UNSET)

        def _parse_message(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                message_type_0 = UUID(data)

                return message_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        message = _parse_message(d.pop("message", UNSET))

        def _parse_attributed_to(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                attributed_to_type_0 = UUID(data)

                return attributed_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        attributed_to = _parse_attributed_to(d.pop("attributed_to", UNSET))

        transaction = cls(
            id=id,
            creator=creator,
            kind=kind,
            gross=gross,
            occurred_at=occurred_at,
            attribution=attribution,
            created_at=created_at,
            chat=chat,
            of_transaction_id=of_transaction_id,
            fee=fee,
            net=net,
            message=message,
            attributed_to=attributed_to,
        )

        transaction.additional_properties = d
        return transaction

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
