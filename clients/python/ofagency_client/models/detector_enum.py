from enum import StrEnum


class DetectorEnum(StrEnum):
    AGE = "age"
    EMAIL = "email"
    LINK = "link"
    PHONE = "phone"

    def __str__(self) -> str:
        return str(self.value)
