from enum import StrEnum


class WebhookDeliveriesRetrieveExpandItem(StrEnum):
    ENDPOINT = "endpoint"

    def __str__(self) -> str:
        return str(self.value)
