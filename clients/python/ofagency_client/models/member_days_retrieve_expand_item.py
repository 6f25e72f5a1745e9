from enum import StrEnum


class MemberDaysRetrieveExpandItem(StrEnum):
    CREATOR = "creator"
    MEMBER = "member"

    def __str__(self) -> str:
        return str(self.value)
