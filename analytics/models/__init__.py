from analytics.models.days import ChatDay, CreatorDay, DayTotals, MemberDay, MessageCounts
from analytics.models.fan_stats import FanStats
from analytics.models.money import Subscription, Transaction
from analytics.models.reviews import MessageReview
from analytics.models.rules import SalesRules, StatsProgress

__all__ = [
    "ChatDay",
    "CreatorDay",
    "DayTotals",
    "FanStats",
    "MemberDay",
    "MessageCounts",
    "MessageReview",
    "SalesRules",
    "StatsProgress",
    "Subscription",
    "Transaction",
]
