from enum import StrEnum


class FanStatsListFieldsItem(StrEnum):
    AVG_RESPONSE_TIME_SECONDS = "avg_response_time_seconds"
    CHAT = "chat"
    ENGAGEMENT_SCORE = "engagement_score"
    FREQUENCY_SCORE = "frequency_score"
    ID = "id"
    LAST_PURCHASE_AT = "last_purchase_at"
    MESSAGES_RECEIVED = "messages_received"
    MESSAGES_SENT = "messages_sent"
    PPV_SENT = "ppv_sent"
    PPV_UNLOCKED = "ppv_unlocked"
    PURCHASES = "purchases"
    RECENCY_SCORE = "recency_score"
    REPLY_SCORE = "reply_score"
    SPENDING_SCORE = "spending_score"
    TOTAL_PPV_PURCHASED = "total_ppv_purchased"
    TOTAL_SPENT = "total_spent"
    TOTAL_SUBSCRIPTIONS = "total_subscriptions"
    TOTAL_TIPS = "total_tips"
    TURNS = "turns"
    TURNS_ANSWERED = "turns_answered"
    UPDATED_AT = "updated_at"

    def __str__(self) -> str:
        return str(self.value)
