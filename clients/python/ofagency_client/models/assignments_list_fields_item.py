from enum import StrEnum


class AssignmentsListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    CREATOR = "creator"
    ID = "id"
    MEMBERSHIP = "membership"

    def __str__(self) -> str:
        return str(self.value)
