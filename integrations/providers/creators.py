"""Whose history it is: the agency's creator that a source tells of, by id and by name."""

from __future__ import annotations

from uuid import UUID, uuid4

from agencies.models import Creator
from agencies.tenancy import agency_scope
from integrations.providers.importing import ImportFileError


def find_creator(
    agency_id: UUID, username: str | None, of_user_id: int | None, *, create: bool, renamed: bool = False
) -> UUID:
    """The id of the creator with that OnlyFans id or else of that name, made if new; without `create` a stand-in.

    With `renamed` the name is what the source says, and the agency may call the same account otherwise; without, a
    person has named the creator, and must be right. Raises `ImportFileError` if id and name are of two creators, or
    nobody said either.
    """
    with agency_scope(agency_id):
        rows = Creator.objects.filter(agency_id=agency_id)
        by_id = rows.filter(of_user_id=of_user_id).first() if of_user_id else None
        by_name = rows.filter(username=username).first() if username else None
        if by_id and (renamed or not username or by_name == by_id):
            return by_id.pk
        if by_id:
            raise ImportFileError(f"The file belongs to the creator {by_id.username}, not to {username}.")
        if by_name and of_user_id and by_name.of_user_id not in (None, of_user_id):
            raise ImportFileError(
                f"The account in the file is {of_user_id}, but {username} has the id {by_name.of_user_id}."
            )
        if not username:
            raise ImportFileError("The file does not name its creator; say --creator USERNAME.")
        if not create:
            return by_name.pk if by_name else uuid4()
        creator = by_name or Creator(agency_id=agency_id, username=username[:120])
        creator.of_user_id = creator.of_user_id or of_user_id
        creator.save()
        return creator.pk
