from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat import Chat
    from ..models.member import Member


T = TypeVar("T", bound="NotePart")


@_attrs_define
class NotePart:
    """Some fields of Note, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    chat: Chat | Unset | UUID = UNSET
    """ The chat, by id. """
    author: Member | None | Unset | UUID = UNSET
    """ The member in whose name it was written. """
    author_name: None | str | Unset = UNSET
    """ What the author is called. """
    text: str | Unset = UNSET
    """ What it says: text, never markup. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """
    updated_at: datetime.datetime | Unset = UNSET
    """ When it was changed last. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.member import Member  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        chat: dict[str, Any] | str | Unset
        if isinstance(self.chat, Unset):
            chat = UNSET
        elif isinstance(self.chat, UUID):
            chat = str(self.chat)
        else:
            chat = self.chat.to_dict()

        author: dict[str, Any] | None | str | Unset
        if isinstance(self.author, Unset):
            author = UNSET
        elif isinstance(self.author, UUID):
            author = str(self.author)
        elif isinstance(self.author, Member):
            author = self.author.to_dict()
        else:
            author = self.author

        author_name: None | str | Unset
        if isinstance(self.author_name, Unset):
            author_name = UNSET
        else:
            author_name = self.author_name

        text = self.text

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        updated_at: str | Unset = UNSET
        if not isinstance(self.updated_at, Unset):
            updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if chat is not UNSET:
            field_dict["chat"] = chat
        if author is not UNSET:
            field_dict["author"] = author
        if author_name is not UNSET:
            field_dict["author_name"] = author_name
        if text is not UNSET:
            field_dict["text"] = text
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_chat(data: object) -> Chat | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                chat_type_0 = UUID(data)

                return chat_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            chat_type_1 = Chat.from_dict(data)

            return chat_type_1

        chat = _parse_chat(d.pop("chat", UNSET))

        def _parse_author(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                author_type_0_type_0 = UUID(data)

                return author_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                author_type_1 = Member.from_dict(data)

                return author_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        author = _parse_author(d.pop("author", UNSET))

        def _parse_author_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        author_name = _parse_author_name(d.pop("author_name", UNSET))

        text = d.pop("text", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        _updated_at = d.pop("updated_at", UNSET)
        updated_at: datetime.datetime | Unset
        if isinstance(_updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = datetime.datetime.fromisoformat(_updated_at)

        note_part = cls(
            id=id,
            chat=chat,
            author=author,
            author_name=author_name,
            text=text,
            created_at=created_at,
            updated_at=updated_at,
        )

        return note_part
