from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.kind_enum import KindEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat import Chat
    from ..models.creator import Creator
    from ..models.member import Member
    from ..models.message import Message


T = TypeVar("T", bound="TransactionPart")


@_attrs_define
class TransactionPart:
    """Some fields of Transaction, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    creator: Creator | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    chat: Chat | None | Unset | UUID = UNSET
    """ The chat, by id. """
    of_transaction_id: None | str | Unset = UNSET
    """ The platform's id. """
    kind: KindEnum | Unset = UNSET
    """ * `subscription` - Subscription
    * `renewal` - Renewal
    * `tip` - Tip
    * `ppv` - pay-per-view
    * `post` - Post
    * `stream` - Stream
    * `chargeback` - Chargeback """
    gross: str | Unset = UNSET
    """ Dollars the fan paid, without tax. """
    fee: str | Unset = UNSET
    """ Dollars the platform keeps. Not given: by the agency's sales rules. """
    net: str | Unset = UNSET
    """ Gross less fee. Worked out where it is not given. """
    occurred_at: datetime.datetime | Unset = UNSET
    """ When the money moved. """
    message: Message | None | Unset | UUID = UNSET
    """ The message, by id. """
    attributed_to: Member | None | Unset | UUID = UNSET
    """ The member whose sale it is. """
    attribution: str | Unset = UNSET
    """ Why it is theirs: sender, last writer, original, silence, stranger, rule, by hand; empty until counted. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415
        from ..models.message import Message  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        creator: dict[str, Any] | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator.to_dict()

        chat: dict[str, Any] | None | str | Unset
        if isinstance(self.chat, Unset):
            chat = UNSET
        elif isinstance(self.chat, UUID):
            chat = str(self.chat)
        elif isinstance(self.chat, Chat):
            chat = self.chat.to_dict()
        else:
            chat = self.chat

        of_transaction_id: None | str | Unset
        if isinstance(self.of_transaction_id, Unset):
            of_transaction_id = UNSET
        else:
            of_transaction_id = self.of_transaction_id

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        gross = self.gross

        fee = self.fee

        net = self.net

        occurred_at: str | Unset = UNSET
        if not isinstance(self.occurred_at, Unset):
            occurred_at = self.occurred_at.isoformat()

        message: dict[str, Any] | None | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        elif isinstance(self.message, UUID):
            message = str(self.message)
        elif isinstance(self.message, Message):
            message = self.message.to_dict()
        else:
            message = self.message

        attributed_to: dict[str, Any] | None | str | Unset
        if isinstance(self.attributed_to, Unset):
            attributed_to = UNSET
        elif isinstance(self.attributed_to, UUID):
            attributed_to = str(self.attributed_to)
        elif isinstance(self.attributed_to, Member):
            attributed_to = self.attributed_to.to_dict()
        else:
            attributed_to = self.attributed_to

        attribution = self.attribution

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if creator is not UNSET:
            field_dict["creator"] = creator
        if chat is not UNSET:
            field_dict["chat"] = chat
        if of_transaction_id is not UNSET:
            field_dict["of_transaction_id"] = of_transaction_id
        if kind is not UNSET:
            field_dict["kind"] = kind
        if gross is not UNSET:
            field_dict["gross"] = gross
        if fee is not UNSET:
            field_dict["fee"] = fee
        if net is not UNSET:
            field_dict["net"] = net
        if occurred_at is not UNSET:
            field_dict["occurred_at"] = occurred_at
        if message is not UNSET:
            field_dict["message"] = message
        if attributed_to is not UNSET:
            field_dict["attributed_to"] = attributed_to
        if attribution is not UNSET:
            field_dict["attribution"] = attribution
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.creator import Creator  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415
        from ..models.message import Message  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_creator(data: object) -> Creator | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0 = UUID(data)

                return creator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            creator_type_1 = Creator.from_dict(data)

            return creator_type_1

        creator = _parse_creator(d.pop("creator", UNSET))

        def _parse_chat(data: object) -> Chat | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                chat_type_0_type_0 = UUID(data)

                return chat_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                chat_type_1 = Chat.from_dict(data)

                return chat_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Chat | None | Unset | UUID, data)

        chat = _parse_chat(d.pop("chat", UNSET))

        def _parse_of_transaction_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        of_transaction_id = _parse_of_transaction_id(d.pop("of_transaction_id", UNSET))

        _kind = d.pop("kind", UNSET)
        kind: KindEnum | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = KindEnum(_kind)

        gross = d.pop("gross", UNSET)

        fee = d.pop("fee", UNSET)

        net = d.pop("net", UNSET)

        _occurred_at = d.pop("occurred_at", UNSET)
        occurred_at: datetime.datetime | Unset
        if isinstance(_occurred_at, Unset):
            occurred_at = UNSET
        else:
            occurred_at = datetime.datetime.fromisoformat(_occurred_at)

        def _parse_message(data: object) -> Message | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                message_type_0_type_0 = UUID(data)

                return message_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                message_type_1 = Message.from_dict(data)

                return message_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Message | None | Unset | UUID, data)

        message = _parse_message(d.pop("message", UNSET))

        def _parse_attributed_to(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                attributed_to_member_type_0 = UUID(data)

                return attributed_to_member_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                attributed_to_type_1 = Member.from_dict(data)

                return attributed_to_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        attributed_to = _parse_attributed_to(d.pop("attributed_to", UNSET))

        attribution = d.pop("attribution", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        transaction_part = cls(
            id=id,
            creator=creator,
            chat=chat,
            of_transaction_id=of_transaction_id,
            kind=kind,
            gross=gross,
            fee=fee,
            net=net,
            occurred_at=occurred_at,
            message=message,
            attributed_to=attributed_to,
            attribution=attribution,
            created_at=created_at,
        )

        return transaction_part
