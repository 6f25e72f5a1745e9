from enum import StrEnum


class StatementLineKindEnum(StrEnum):
    ADJUSTMENT = "adjustment"
    CHARGEBACK = "chargeback"
    CORRECTION = "correction"
    POST = "post"
    PPV = "ppv"
    RENEWAL = "renewal"
    SHIFT = "shift"
    STREAM = "stream"
    SUBSCRIPTION = "subscription"
    TIER = "tier"
    TIP = "tip"

    def __str__(self) -> str:
        return str(self.value)
