"""The people and rows that access tests are about: our agency, a rival, and everybody's keys."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils import timezone

from agencies.models import Agency, AuditEvent, Creator, Membership, User
from agencies.scope import Role
from agencies.tenancy import agency_scope
from chats.models import Chat
from chats.search.index import announce, work_off
from chats.summary import refresh_summaries
from tests import factories as f


def make_agency(slug: str) -> SimpleNamespace:
    """An agency with two creators (`creator` is the chatter's, `other_creator` is not), the whole team,
    a key of each role, and at least one row of every tenant model for each creator."""
    agency = f.AgencyFactory(slug=slug, name=slug.title())
    team = {
        "owner": f.MembershipFactory(agency=agency, role=Role.OWNER, user__email=f"owner@{slug}.test"),
        "admin": f.MembershipFactory(agency=agency, role=Role.ADMIN, user__email=f"admin@{slug}.test"),
        "chatter": f.MembershipFactory(agency=agency, user__email=f"chatter@{slug}.test"),
        "idle_chatter": f.MembershipFactory(agency=agency, user__email=f"idle@{slug}.test"),
    }
    creator = f.CreatorFactory(agency=agency, username=f"{slug}-main-creator")
    other_creator = f.CreatorFactory(agency=agency, username=f"{slug}-other-creator")
    f.CreatorAssignmentFactory(membership=team["chatter"], creator=creator)
    keys = {role: f.ApiKeyFactory(agency=agency, role=role, name=f"{slug} {role}") for role in Role.values}
    f.ApiKeyCreatorFactory(api_key=keys["chatter"], creator=creator)
    f.IdempotentRequestFactory(agency=agency, sender=keys["owner"].pk, body=f'{{"text": "{slug}-other answer"}}')
    f.ChangeFactory(agency=agency)
    f.InvitationFactory(agency=agency, email=f"invited@{slug}.test")
    f.ImportRunFactory(agency=agency, file_name=f"{slug}-other-file.db", creator=other_creator)
    f.ScriptFactory(agency=agency, title=f"{slug}-shared script")
    f.WordRuleFactory(agency=agency, words=f"{slug}-shared word")
    f.InboxSettingsFactory(agency=agency)
    f.AISettingsFactory(agency=agency)
    f.GuardRuleFactory(agency=agency, title=f"{slug}-shared guard rule")
    provider = f.AIProviderFactory(agency=agency, name=f"{slug}-other provider", api_key=f"{slug}-secret-ai-key")
    f.AIExperimentFactory(provider_a=provider, name=f"{slug}-other experiment")
    f.ModelPriceFactory(agency=agency, model=f"{slug}-other model")
    f.PromptVersionFactory(agency=agency, template=f"{slug}-other prompt", remark=f"{slug}-other note")
    f.SalesRulesFactory(agency=agency)
    f.StatsProgressFactory(agency=agency)
    f.AlertRuleFactory(agency=agency, name=f"{slug}-shared alert")
    _pay(agency, team["chatter"], f"{slug}-main")
    _pay(agency, team["admin"], f"{slug}-other")
    for member in team.values():
        f.ShiftFactory(membership=member)
    with agency_scope(agency.pk):
        AuditEvent.objects.create(
            agency=agency,
            actor_label="somebody",
            action="changed",
            object_type="chats.chat",
            object_id="1",
            object_label=f"{slug}-other fan",
        )
    return SimpleNamespace(
        agency=agency,
        **team,
        keys=keys,
        creator=creator,
        other_creator=other_creator,
        chat=_fill(creator, team["chatter"], f"{slug}-main"),
        other_chat=_fill(other_creator, team["idle_chatter"], f"{slug}-other"),
    )


def _pay(agency: Agency, member: Membership, mark: str) -> None:
    """A member's plan, and a month of theirs that is locked."""
    plan = f.CommissionPlanFactory(agency=agency, name=f"{mark}-plan", ppv_percent=10)
    f.PlanTierFactory(plan=plan)
    f.PlanAssignmentFactory(membership=member, plan=plan)
    locked = {"status": "locked", "locked_at": timezone.now(), "locked_by": f"{mark}-owner"}
    terms = {"timezone": "UTC", "currency": "USD", "parts": []}
    statement = f.StatementFactory(membership=member, total=25, remark=f"{mark}-remark", terms=terms, **locked)
    f.StatementLineFactory(statement=statement, description=f"{mark}-bonus")


def _fill(creator: Creator, member: Membership, mark: str) -> Chat:
    """A chat with a row of everything; each text carries `mark`, so that a leak can be seen in a page."""
    agency = creator.agency
    chat = f.ChatFactory(creator=creator, fan_username=f"{mark}-fan", tags=[f"{mark}-tag"])
    incoming = f.MessageFactory(chat=chat, text=f"{mark}-question")
    offer = f.MessageFactory(
        chat=chat, text=f"{mark}-offer", direction="out", is_ppv=True, price="15.00", unlocked=False, sent_by=member
    )
    f.MessageReviewFactory(message=offer, comment=f"{mark}-comment")
    f.MediaAttachmentFactory(message=offer, url=f"https://media.test/{mark}.jpg")
    f.ChatNoteFactory(chat=chat, author=member, text=f"{mark}-note")
    f.ScriptFactory(agency=agency, creator=creator, title=f"{mark}-script")
    request = f.DraftRequestFactory(chat=chat, requested_by=member, problem=f"{mark}-problem")
    draft = f.AIResponseFactory(
        chat=chat, request=request, in_reply_to=incoming, requested_by=member, draft_text=f"{mark}-draft"
    )
    f.AICallFactory(chat=chat, request=request, model=f"{mark}-model")
    f.GuardEventFactory(chat=chat, ai_response=draft, message=incoming, excerpt=f"{mark}-excerpt")
    facts = [{"text": f"{mark}-fact", "messages": [str(incoming.pk)]}]
    f.FanSummaryFactory(chat=chat, facts=facts)
    f.TranslationFactory(message=incoming, text=f"{mark}-translated")
    f.TransactionFactory(creator=creator, chat=chat, attributed_to=member, of_transaction_id=f"{mark}-transaction")
    f.SubscriptionFactory(chat=chat)
    f.FanStatsFactory(chat=chat)
    f.ChatDayFactory(chat=chat)
    f.CreatorDayFactory(creator=creator)
    f.MemberDayFactory(creator=creator, member=member)
    f.OfferDayFactory(creator=creator, message_id=offer.pk)
    rule = f.AlertRuleFactory(agency=agency, creator=creator, name=f"{mark}-alert")
    f.AlertFactory(rule=rule, chat=chat, words=f"{mark}-told")
    f.WordRuleFactory(agency=agency, creator=creator, words=f"{mark}-word", reason=f"{mark}-reason")
    f.DraftFactory(chat=chat, membership=member, text=f"{mark}-begun")
    f.ScheduledMessageFactory(chat=chat, author=member, text=f"{mark}-later")
    f.CreatorMediaFactory(creator=creator, thumbnail_url=f"https://media.test/{mark}-small.jpg")
    f.SentMediaFactory(chat=chat)
    news = f.MassMessageFactory(creator=creator, created_by=member, title=f"{mark}-news", text=f"{mark}-to-all")
    f.MassRecipientFactory(mass_message=news, chat=chat)
    connection = f.ConnectionFactory(creator=creator, account_id=f"acct_{mark}", api_key=f"{mark}-secret-key")
    f.SyncRunFactory(connection=connection, error=f"{mark}-trouble")
    f.SyncedChatFactory(connection=connection)
    f.InboundEventFactory(connection=connection, event=f"{mark}.event", reason=f"{mark}-reason", status="quarantined")
    endpoint = f.WebhookEndpointFactory(agency=agency, creator=creator, description=f"{mark}-hook")
    f.WebhookDeliveryFactory(endpoint=endpoint, body=f'{{"data": "{mark}-told"}}', response=f"{mark}-answer")
    f.MessageDeliveryFactory(message=offer, last_error=f"{mark}-error")
    f.ChatClaimFactory(chat=chat, membership=member, expires_at=timezone.now())
    f.ChatPresenceFactory(chat=chat, membership=member)
    f.ChatEventFactory(creator=creator, chat_id=chat.pk)
    work_off(agency.pk)
    with agency_scope(agency.pk):
        announce(agency.pk, [offer.pk])
        refresh_summaries(agency.pk, [chat.pk])
        chat.refresh_from_db()
    return chat


def make_world() -> SimpleNamespace:
    """Our agency `acme`, the rival `rival`, and the platform operator."""
    operator = User.objects.create_superuser("operator@platform.test", f.PASSWORD)
    return SimpleNamespace(acme=make_agency("acme"), rival=make_agency("rival"), operator=operator)
