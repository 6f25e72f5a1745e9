"""Rows for tests. Each is written as the bound role inside its agency's scope, as the product does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.models import (
    Agency,
    ApiKey,
    ApiKeyCreator,
    Change,
    Creator,
    CreatorAssignment,
    IdempotentRequest,
    Invitation,
    Membership,
    Shift,
    User,
)
from agencies.scope import Role
from agencies.sealing import seal
from agencies.tenancy import agency_scope
from analytics.models import (
    Alert,
    AlertRule,
    ChatDay,
    CommissionPlan,
    CreatorDay,
    FanStats,
    MemberDay,
    MessageReview,
    OfferDay,
    PlanAssignment,
    PlanTier,
    SalesRules,
    Statement,
    StatementLine,
    StatsProgress,
    Subscription,
    Transaction,
)
from analytics.reply_times import CLASSES
from chats.models import (
    AICall,
    AIExperiment,
    AIProvider,
    AIResponse,
    AISettings,
    Chat,
    ChatClaim,
    ChatEvent,
    ChatNote,
    ChatPresence,
    CreatorMedia,
    Draft,
    DraftRequest,
    FanSummary,
    GuardEvent,
    GuardRule,
    InboxSettings,
    MassMessage,
    MassRecipient,
    MediaAttachment,
    Message,
    ModelPrice,
    PromptVersion,
    ScheduledMessage,
    Script,
    SentMedia,
    Translation,
    WordRule,
)
from integrations.models import (
    Connection,
    ImportRun,
    InboundEvent,
    MessageDelivery,
    SyncedChat,
    SyncRun,
    WebhookDelivery,
    WebhookEndpoint,
)

PASSWORD = "correct-horse-battery"
WEBHOOK_SECRET = "whsec-for-tests"
ENDPOINT_SECRET = "whsec_dGhpcnR5LXR3byBieXRlcyBvZiBhIHRlc3QncyBzZWNyZXQ="


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    name = factory.Sequence(lambda n: f"Agency {n}")
    slug = factory.Sequence(lambda n: f"agency-{n}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.test")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)


class TenantFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        with agency_scope(kwargs["agency"].pk):
            return super()._create(model_class, *args, **kwargs)


class MembershipFactory(TenantFactory):
    class Meta:
        model = Membership

    agency = factory.SubFactory(AgencyFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.CHATTER


class CreatorFactory(TenantFactory):
    class Meta:
        model = Creator

    agency = factory.SubFactory(AgencyFactory)
    username = factory.Sequence(lambda n: f"creator{n}")
    display_name = factory.Sequence(lambda n: f"Creator {n}")
    of_user_id = factory.Sequence(lambda n: 900_000 + n)
    subscription_price = Decimal("9.99")


class CreatorAssignmentFactory(TenantFactory):
    class Meta:
        model = CreatorAssignment

    agency = factory.SelfAttribute("membership.agency")


class ApiKeyFactory(TenantFactory):
    """Gives the row a `key` attribute with the secret."""

    class Meta:
        model = ApiKey

    agency = factory.SubFactory(AgencyFactory)
    name = "test key"
    role = Role.OWNER

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        row = model_class(**kwargs)
        row.key = ApiKey.objects.assign_key(row)
        row.save()
        return row


class ApiKeyCreatorFactory(TenantFactory):
    class Meta:
        model = ApiKeyCreator

    agency = factory.SelfAttribute("api_key.agency")


class IdempotentRequestFactory(TenantFactory):
    class Meta:
        model = IdempotentRequest

    agency = factory.SubFactory(AgencyFactory)
    sender = factory.LazyFunction(uuid7)
    key = factory.Sequence(lambda n: f"request {n}")
    status = 201
    body = "{}"


class ChangeFactory(TenantFactory):
    class Meta:
        model = Change

    agency = factory.SubFactory(AgencyFactory)
    transaction = 1
    told_as = "note"
    event = "changed"
    object_ids = factory.LazyFunction(lambda: [uuid7()])


class InvitationFactory(TenantFactory):
    class Meta:
        model = Invitation

    agency = factory.SubFactory(AgencyFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.test")
    token_hash = factory.Sequence(lambda n: f"{n:064d}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=7))


class ShiftFactory(TenantFactory):
    class Meta:
        model = Shift

    agency = factory.SelfAttribute("membership.agency")


class ChatFactory(TenantFactory):
    class Meta:
        model = Chat

    creator = factory.SubFactory(CreatorFactory)
    agency = factory.SelfAttribute("creator.agency")
    fan_of_id = factory.Sequence(lambda n: 5_000_000 + n)
    fan_username = factory.Sequence(lambda n: f"fan{n}")


class MessageFactory(TenantFactory):
    class Meta:
        model = Message

    chat = factory.SubFactory(ChatFactory)
    agency = factory.SelfAttribute("chat.agency")
    of_message_id = factory.Sequence(lambda n: 7_000_000 + n)
    direction = "in"
    text = "hey, how are you?"
    sent_at = factory.Sequence(lambda n: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=n))
    source = "test"


class MediaAttachmentFactory(TenantFactory):
    class Meta:
        model = MediaAttachment

    agency = factory.SelfAttribute("message.agency")
    of_media_id = factory.Sequence(lambda n: 8_000_000 + n)
    media_type = "image"


class ChatNoteFactory(TenantFactory):
    class Meta:
        model = ChatNote

    agency = factory.SelfAttribute("chat.agency")
    text = "likes hiking"


class ScriptFactory(TenantFactory):
    class Meta:
        model = Script

    agency = factory.SubFactory(AgencyFactory)
    title = factory.Sequence(lambda n: f"Script {n}")
    text = "good morning {fan}"


class AIResponseFactory(TenantFactory):
    class Meta:
        model = AIResponse

    agency = factory.SelfAttribute("chat.agency")
    provider = "playbook"
    draft_text = "I was just thinking of you"


class AISettingsFactory(TenantFactory):
    class Meta:
        model = AISettings


class AIProviderFactory(TenantFactory):
    """Give it `api_key` in plain text."""

    class Meta:
        model = AIProvider

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Provider {n}")
    model = "small-model"


class ModelPriceFactory(TenantFactory):
    class Meta:
        model = ModelPrice

    model = "small-model"
    input_per_million = Decimal("0.15")
    output_per_million = Decimal("0.60")


class PromptVersionFactory(TenantFactory):
    class Meta:
        model = PromptVersion

    agency = factory.SubFactory(AgencyFactory)
    number = factory.Sequence(lambda n: n + 1)
    template = "You write as {{ creator }}."


class AIExperimentFactory(TenantFactory):
    class Meta:
        model = AIExperiment

    agency = factory.SelfAttribute("provider_a.agency")
    name = "Cheap or dear"
    provider_b = factory.SelfAttribute("provider_a")


class DraftRequestFactory(TenantFactory):
    class Meta:
        model = DraftRequest

    agency = factory.SelfAttribute("chat.agency")


class AICallFactory(TenantFactory):
    class Meta:
        model = AICall

    agency = factory.SelfAttribute("chat.agency")
    purpose = "draft"
    provider = "playbook"
    outcome = "ok"


class GuardRuleFactory(TenantFactory):
    class Meta:
        model = GuardRule

    agency = factory.SubFactory(AgencyFactory)
    title = factory.Sequence(lambda n: f"Guard rule {n}")
    kind = "other"
    phrases = factory.Sequence(lambda n: f"dangerous{n}")


class GuardEventFactory(TenantFactory):
    class Meta:
        model = GuardEvent

    agency = factory.SelfAttribute("chat.agency")
    kind = "other"
    title = "Something dangerous"
    origin = "fan"


class FanSummaryFactory(TenantFactory):
    class Meta:
        model = FanSummary

    agency = factory.SelfAttribute("chat.agency")
    provider = "Provider"


class TranslationFactory(TenantFactory):
    class Meta:
        model = Translation

    agency = factory.SelfAttribute("message.agency")
    language = "English"
    text = "Good morning"
    provider = "Provider"


class TransactionFactory(TenantFactory):
    class Meta:
        model = Transaction

    agency = factory.SelfAttribute("creator.agency")
    kind = "tip"
    gross = Decimal("10.00")
    fee = Decimal("2.00")
    net = Decimal("8.00")
    occurred_at = factory.LazyFunction(timezone.now)


class SubscriptionFactory(TenantFactory):
    class Meta:
        model = Subscription

    agency = factory.SelfAttribute("chat.agency")
    started_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class FanStatsFactory(TenantFactory):
    class Meta:
        model = FanStats

    agency = factory.SelfAttribute("chat.agency")


class ChatDayFactory(TenantFactory):
    class Meta:
        model = ChatDay

    creator = factory.SelfAttribute("chat.creator")
    agency = factory.SelfAttribute("chat.agency")
    day = dt.date(2026, 1, 1)
    marks = factory.LazyFunction(list)


class DayFactory(TenantFactory):
    class Meta:
        abstract = True

    agency = factory.SelfAttribute("creator.agency")
    day = dt.date(2026, 1, 1)
    received_by_hour = factory.LazyFunction(lambda: [0] * 24)
    sent_by_hour = factory.LazyFunction(lambda: [0] * 24)
    net_by_hour = factory.LazyFunction(lambda: [Decimal(0)] * 24)
    reply_classes = factory.LazyFunction(lambda: [0] * CLASSES)


class CreatorDayFactory(DayFactory):
    class Meta:
        model = CreatorDay


class MemberDayFactory(DayFactory):
    class Meta:
        model = MemberDay


class OfferDayFactory(TenantFactory):
    class Meta:
        model = OfferDay

    agency = factory.SelfAttribute("creator.agency")
    day = dt.date(2026, 1, 1)
    offer = factory.LazyFunction(uuid7)
    price = Decimal("15.00")
    message_id = factory.LazyFunction(uuid7)


class CommissionPlanFactory(TenantFactory):
    class Meta:
        model = CommissionPlan

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Plan {n}")


class PlanTierFactory(TenantFactory):
    class Meta:
        model = PlanTier

    agency = factory.SelfAttribute("plan.agency")
    from_net = Decimal(1000)
    percent_more = Decimal(2)


class PlanAssignmentFactory(TenantFactory):
    class Meta:
        model = PlanAssignment

    agency = factory.SelfAttribute("membership.agency")
    starts_on = dt.date(2026, 1, 1)


class StatementFactory(TenantFactory):
    class Meta:
        model = Statement

    agency = factory.SelfAttribute("membership.agency")
    month = dt.date(2026, 1, 1)
    drawn_up_at = factory.LazyFunction(timezone.now)


class StatementLineFactory(TenantFactory):
    class Meta:
        model = StatementLine

    agency = factory.SelfAttribute("statement.agency")
    description = "Bonus"
    amount = Decimal("25.00")


class MessageReviewFactory(TenantFactory):
    class Meta:
        model = MessageReview

    agency = factory.SelfAttribute("message.agency")
    verdict = "needs_work"


class SalesRulesFactory(TenantFactory):
    class Meta:
        model = SalesRules

    agency = factory.SubFactory(AgencyFactory)


class StatsProgressFactory(TenantFactory):
    class Meta:
        model = StatsProgress

    agency = factory.SubFactory(AgencyFactory)


class AlertRuleFactory(TenantFactory):
    class Meta:
        model = AlertRule

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Alert rule {n}")
    kind = "fans_waiting"
    limit = Decimal(5)


class AlertFactory(TenantFactory):
    class Meta:
        model = Alert

    agency = factory.SelfAttribute("rule.agency")
    creator = factory.SelfAttribute("rule.creator")
    value = Decimal(7)
    words = "7 fans wait for an answer; the limit is 5."
    raised_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(minutes=5))


class ImportRunFactory(TenantFactory):
    class Meta:
        model = ImportRun

    agency = factory.SubFactory(AgencyFactory)
    source = "ofscraper"
    file = "imports/none.db"
    file_name = "user_data.db"


class InboxSettingsFactory(TenantFactory):
    class Meta:
        model = InboxSettings

    agency = factory.SubFactory(AgencyFactory)


class ChatClaimFactory(TenantFactory):
    class Meta:
        model = ChatClaim

    agency = factory.SelfAttribute("chat.agency")
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(minutes=5))


class ChatPresenceFactory(TenantFactory):
    class Meta:
        model = ChatPresence

    agency = factory.SelfAttribute("chat.agency")
    page = factory.LazyFunction(uuid7)


class ChatEventFactory(TenantFactory):
    class Meta:
        model = ChatEvent

    agency = factory.SelfAttribute("creator.agency")
    chat_id = factory.LazyFunction(uuid7)
    kind = "message"
    transaction = 1


class CreatorMediaFactory(TenantFactory):
    class Meta:
        model = CreatorMedia

    agency = factory.SelfAttribute("creator.agency")
    of_media_id = factory.Sequence(lambda n: 8_500_000 + n)
    media_type = "image"


class SentMediaFactory(TenantFactory):
    class Meta:
        model = SentMedia

    agency = factory.SelfAttribute("chat.agency")
    of_media_id = factory.Sequence(lambda n: 8_500_000 + n)
    sent_at = factory.LazyFunction(timezone.now)


class DraftFactory(TenantFactory):
    class Meta:
        model = Draft

    agency = factory.SelfAttribute("chat.agency")
    text = "I was about to say"


class ScheduledMessageFactory(TenantFactory):
    class Meta:
        model = ScheduledMessage

    agency = factory.SelfAttribute("chat.agency")
    text = "Good morning!"
    send_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=1))


class WordRuleFactory(TenantFactory):
    class Meta:
        model = WordRule

    agency = factory.SubFactory(AgencyFactory)
    words = factory.Sequence(lambda n: f"forbidden{n}")
    reason = "Not allowed by the platform."


class MassMessageFactory(TenantFactory):
    class Meta:
        model = MassMessage

    agency = factory.SelfAttribute("creator.agency")
    title = factory.Sequence(lambda n: f"News {n}")
    text = "Good morning!"


class MassRecipientFactory(TenantFactory):
    class Meta:
        model = MassRecipient

    agency = factory.SelfAttribute("mass_message.agency")


class ConnectionFactory(TenantFactory):
    """Give it `api_key` and `webhook_secret` in plain text."""

    class Meta:
        model = Connection

    creator = factory.SubFactory(CreatorFactory)
    agency = factory.SelfAttribute("creator.agency")
    provider = "onlyfansapi"
    account_id = factory.Sequence(lambda n: f"acct_{n:032x}")
    api_key = "ofapi_demo"
    sealed_webhook_secret = factory.LazyFunction(lambda: seal(WEBHOOK_SECRET))
    status = Connection.Status.ACTIVE


class SyncRunFactory(TenantFactory):
    class Meta:
        model = SyncRun

    agency = factory.SelfAttribute("connection.agency")


class SyncedChatFactory(TenantFactory):
    class Meta:
        model = SyncedChat

    agency = factory.SelfAttribute("connection.agency")
    fan_of_id = factory.Sequence(lambda n: 5_000_000 + n)


class InboundEventFactory(TenantFactory):
    class Meta:
        model = InboundEvent

    agency = factory.SelfAttribute("connection.agency")
    delivery_key = factory.Sequence(lambda n: f"evt_{n}")
    body = b"{}"
    received_at = factory.LazyFunction(timezone.now)


class MessageDeliveryFactory(TenantFactory):
    class Meta:
        model = MessageDelivery

    agency = factory.SelfAttribute("message.agency")
    first_tried_at = factory.LazyFunction(timezone.now)
    last_tried_at = factory.LazyFunction(timezone.now)


class WebhookEndpointFactory(TenantFactory):
    class Meta:
        model = WebhookEndpoint

    agency = factory.SubFactory(AgencyFactory)
    url = factory.Sequence(lambda n: f"https://hook{n}.example.com/")
    sealed_webhook_secret = factory.LazyFunction(lambda: seal(ENDPOINT_SECRET))


class WebhookDeliveryFactory(TenantFactory):
    class Meta:
        model = WebhookDelivery

    endpoint = factory.SubFactory(WebhookEndpointFactory)
    agency = factory.SelfAttribute("endpoint.agency")
    event = "webhook.test"
    body = '{"type": "webhook.test"}'
