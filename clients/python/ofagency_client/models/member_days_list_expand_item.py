from enum import StrEnum


class MemberDaysListExpandItem(StrEnum):
    CREATOR = "creator"
    MEMBER = "member"

    def __str__(self) -> str:
        return str(self.value)
