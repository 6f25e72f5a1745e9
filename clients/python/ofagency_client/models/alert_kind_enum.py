from enum import StrEnum


class AlertKindEnum(StrEnum):
    FANS_WAITING = "fans_waiting"
    FAN_SPENDING = "fan_spending"
    LONGEST_WAIT = "longest_wait"
    REPLY_TIME = "reply_time"
    SALES = "sales"

    def __str__(self) -> str:
        return str(self.value)
