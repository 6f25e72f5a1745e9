from enum import StrEnum


class StatementsListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    DRAWN_UP_AT = "drawn_up_at"
    ID = "id"
    LINES = "lines"
    LOCKED_AT = "locked_at"
    LOCKED_BY = "locked_by"
    MEMBERSHIP = "membership"
    MONTH = "month"
    REMARK = "remark"
    STATUS = "status"
    TOTAL = "total"

    def __str__(self) -> str:
        return str(self.value)
