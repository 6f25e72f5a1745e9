"""`/api/v1/`: one line for each collection."""

from __future__ import annotations

from typing import Any, cast

from django.urls import path
from rest_framework.routers import SimpleRouter

from agencies.api import views as agencies
from agencies.api.changes import ChangesViewSet
from agencies.api_shape import ENDPOINTS
from analytics.api import days
from analytics.api import views as analytics
from analytics.api.ai_report import AIReportViewSet, ExperimentResultViewSet
from analytics.api.alerts import AlertRuleViewSet, AlertViewSet
from analytics.api.pay import CommissionPlanViewSet, StatementViewSet
from analytics.api.reports import ReportViewSet
from analytics.api.reviews import MessageReviewViewSet
from analytics.api.sales_rules import SalesRulesViewSet
from analytics.api.subscription_report import SubscriptionReportViewSet
from chats.api import ai as chats_ai
from chats.api import views as chats
from chats.api.guard import GuardEventViewSet, GuardRuleViewSet
from chats.api.reading import FanSummaryViewSet, TranslationViewSet
from chats.api.search import MessageSearchViewSet
from integrations.api import views as integrations
from integrations.api.connections import ConnectionViewSet, SyncRunViewSet
from integrations.api.webhooks import WebhookDeliveryViewSet, WebhookEndpointViewSet

router = SimpleRouter(use_regex_path=False)
router.register("agencies", agencies.AgencyViewSet, "agency")
router.register("members", agencies.MemberViewSet, "member")
router.register("creators", agencies.CreatorViewSet, "creator")
router.register("assignments", agencies.AssignmentViewSet, "assignment")
router.register("api-keys", agencies.ApiKeyViewSet, "api-key")
router.register("shifts", agencies.ShiftViewSet, "shift")
router.register("chats", chats.ChatViewSet, "chat")
router.register("messages", chats.MessageViewSet, "message")
router.register("scheduled-messages", chats.ScheduledMessageViewSet, "scheduled-message")
router.register("creator-media", chats.CreatorMediaViewSet, "creator-media")
router.register("media", chats.MediaViewSet, "media")
router.register("notes", chats.NoteViewSet, "note")
router.register("scripts", chats.ScriptViewSet, "script")
router.register("word-rules", chats.WordRuleViewSet, "word-rule")
router.register("guard-rules", GuardRuleViewSet, "guard-rule")
router.register("guard-events", GuardEventViewSet, "guard-event")
router.register("mass-messages", chats.MassMessageViewSet, "mass-message")
router.register("draft-requests", chats_ai.DraftRequestViewSet, "draft-request")
router.register("ai-responses", chats_ai.AIResponseViewSet, "ai-response")
router.register("ai-calls", chats_ai.AICallViewSet, "ai-call")
router.register("fan-summaries", FanSummaryViewSet, "fan-summary")
router.register("translations", TranslationViewSet, "translation")
router.register("transactions", analytics.TransactionViewSet, "transaction")
router.register("subscriptions", analytics.SubscriptionViewSet, "subscription")
router.register("fan-stats", analytics.FanStatsViewSet, "fan-stats")
router.register("creator-days", days.CreatorDayViewSet, "creator-day")
router.register("member-days", days.MemberDayViewSet, "member-day")
router.register("alert-rules", AlertRuleViewSet, "alert-rule")
router.register("alerts", AlertViewSet, "alert")
router.register("commission-plans", CommissionPlanViewSet, "commission-plan")
router.register("statements", StatementViewSet, "statement")
router.register("message-reviews", MessageReviewViewSet, "message-review")
router.register("import-runs", integrations.ImportRunViewSet, "import-run")
router.register("connections", ConnectionViewSet, "connection")
router.register("sync-runs", SyncRunViewSet, "sync-run")
router.register("webhook-endpoints", WebhookEndpointViewSet, "webhook-endpoint")
router.register("webhook-deliveries", WebhookDeliveryViewSet, "webhook-delivery")

ENDPOINTS.update({cast(Any, viewset).permission_model(): viewset for _, viewset, _ in router.registry})

urlpatterns = [
    path("changes/", ChangesViewSet.as_view({"get": "list"}), name="changes"),
    path("reports/", ReportViewSet.as_view({"get": "list"}), name="reports"),
    path("reports/ai/", AIReportViewSet.as_view({"get": "list"}), name="ai-report"),
    path("reports/ai-experiments/", ExperimentResultViewSet.as_view({"get": "list"}), name="ai-experiment-results"),
    path("search/messages/", MessageSearchViewSet.as_view({"get": "list"}), name="message-search"),
    path("sales-rules/", SalesRulesViewSet.as_view({"get": "read", "patch": "change"}), name="sales-rules"),
    path(
        "sales-rules/preview/",
        SalesRulesViewSet.as_view({"post": "preview"}, needs="change"),
        name="sales-rules-preview",
    ),
    path("subscription-report/", SubscriptionReportViewSet.as_view({"get": "list"}), name="subscription-report"),
    *router.urls,
]
