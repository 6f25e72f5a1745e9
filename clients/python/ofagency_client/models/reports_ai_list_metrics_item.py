from enum import StrEnum


class ReportsAiListMetricsItem(StrEnum):
    ACCEPTANCE = "acceptance"
    COST = "cost"
    COST_PER_SENT = "cost_per_sent"
    DRAFTS = "drafts"
    EDITED_SHARE = "edited_share"
    EDIT_DISTANCE = "edit_distance"
    EDIT_SHARE = "edit_share"
    FIRST_TOKEN_MEDIAN = "first_token_median"
    FIRST_TOKEN_P90 = "first_token_p90"
    LATENCY_MEDIAN = "latency_median"
    LATENCY_P90 = "latency_p90"
    REPLY_RATE = "reply_rate"
    REVENUE = "revenue"
    REVENUE_PER_DRAFT = "revenue_per_draft"
    REVENUE_PER_MESSAGE = "revenue_per_message"
    TAKEN = "taken"

    def __str__(self) -> str:
        return str(self.value)
