from analytics.models.alerts import Alert, AlertRule
from analytics.models.days import ChatDay, CreatorDay, DayTotals, MemberDay, MessageCounts, OfferDay
from analytics.models.fan_stats import FanStats
from analytics.models.money import Subscription, Transaction
from analytics.models.payroll import CommissionPlan, PlanAssignment, PlanTier, Statement, StatementLine
from analytics.models.reviews import MessageReview
from analytics.models.rules import SalesRules, StatsProgress

__all__ = [
    "Alert",
    "AlertRule",
    "ChatDay",
    "CommissionPlan",
    "CreatorDay",
    "DayTotals",
    "FanStats",
    "MemberDay",
    "MessageCounts",
    "MessageReview",
    "OfferDay",
    "PlanAssignment",
    "PlanTier",
    "SalesRules",
    "Statement",
    "StatementLine",
    "StatsProgress",
    "Subscription",
    "Transaction",
]
