"""The pages of the admin that are no model's: their address below `/admin/reports/`, the view, and the name."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase

from analytics.dashboards.views import DASHBOARDS, view_of
from analytics.payroll.month_page import pay_month
from analytics.review import pages as review

#: The admin site lets in only whom it lets in elsewhere; what they may see there the view asks, as everywhere.
PAGES: list[tuple[str, Callable[..., HttpResponseBase], str]] = [
    *((f"{dashboard.name}/", view_of(dashboard), f"report_{dashboard.name}") for dashboard in DASHBOARDS),
    ("pay/", pay_month, "pay_month"),
    ("messages/", review.report_messages, "report_messages"),
    ("messages/news/", review.report_messages_news, "report_messages_news"),
    ("messages/export/", review.report_messages_export, "report_messages_export"),
    ("messages/<uuid:pk>/review/", review.report_messages_review, "report_messages_review"),
]
