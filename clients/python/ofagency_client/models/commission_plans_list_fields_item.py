from enum import StrEnum


class CommissionPlansListFieldsItem(StrEnum):
    CREATED_AT = "created_at"
    HOURLY_RATE = "hourly_rate"
    ID = "id"
    NAME = "name"
    PAYS_IDLE_TIME = "pays_idle_time"
    POST_PERCENT = "post_percent"
    PPV_PERCENT = "ppv_percent"
    RENEWAL_PERCENT = "renewal_percent"
    STREAM_PERCENT = "stream_percent"
    SUBSCRIPTION_PERCENT = "subscription_percent"
    TIERS = "tiers"
    TIP_PERCENT = "tip_percent"

    def __str__(self) -> str:
        return str(self.value)
