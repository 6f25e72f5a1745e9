from enum import StrEnum


class ReasonEnum(StrEnum):
    OFF_TOPIC = "off topic"
    OTHER = "other"
    PUSHY = "pushy"
    TONE = "tone"
    UNSAFE = "unsafe"
    WRONG = "wrong"

    def __str__(self) -> str:
        return str(self.value)
