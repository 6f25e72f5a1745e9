"""`/api/v1/`: one line for each collection."""

from __future__ import annotations

from typing import Any, cast

from django.urls import path
from rest_framework.routers import SimpleRouter

from agencies.api import views as agencies
from agencies.api.changes import ChangesViewSet
from agencies.api_shape import ENDPOINTS
from analytics.api import views as analytics
from analytics.api.reviews import MessageReviewViewSet
from chats.api import views as chats
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
router.register("mass-messages", chats.MassMessageViewSet, "mass-message")
router.register("ai-responses", chats.AIResponseViewSet, "ai-response")
router.register("transactions", analytics.TransactionViewSet, "transaction")
router.register("subscriptions", analytics.SubscriptionViewSet, "subscription")
router.register("fan-stats", analytics.FanStatsViewSet, "fan-stats")
router.register("message-reviews", MessageReviewViewSet, "message-review")
router.register("import-runs", integrations.ImportRunViewSet, "import-run")
router.register("connections", ConnectionViewSet, "connection")
router.register("sync-runs", SyncRunViewSet, "sync-run")
router.register("webhook-endpoints", WebhookEndpointViewSet, "webhook-endpoint")
router.register("webhook-deliveries", WebhookDeliveryViewSet, "webhook-delivery")

ENDPOINTS.update({cast(Any, viewset).permission_model(): viewset for _, viewset, _ in router.registry})

urlpatterns = [
    path("changes/", ChangesViewSet.as_view({"get": "list"}), name="changes"),
    path("search/messages/", MessageSearchViewSet.as_view({"get": "list"}), name="message-search"),
    *router.urls,
]
