from enum import StrEnum


class AssignmentsListExpandItem(StrEnum):
    CREATOR = "creator"
    MEMBERSHIP = "membership"

    def __str__(self) -> str:
        return str(self.value)
