from enum import StrEnum


class KindEnum(StrEnum):
    CHARGEBACK = "chargeback"
    POST = "post"
    PPV = "ppv"
    RENEWAL = "renewal"
    STREAM = "stream"
    SUBSCRIPTION = "subscription"
    TIP = "tip"

    def __str__(self) -> str:
        return str(self.value)
