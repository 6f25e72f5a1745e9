"""Contains all the data models used in inputs/outputs"""

from .acceptance_request import AcceptanceRequest
from .acknowledgement_request import AcknowledgementRequest
from .action_enum import ActionEnum
from .agencies_list_fields_item import AgenciesListFieldsItem
from .agencies_retrieve_fields_item import AgenciesRetrieveFieldsItem
from .agency import Agency
from .agency_part import AgencyPart
from .ai_call import AICall
from .ai_call_outcome_enum import AICallOutcomeEnum
from .ai_call_part import AICallPart
from .ai_calls_list_expand_item import AiCallsListExpandItem
from .ai_calls_list_fields_item import AiCallsListFieldsItem
from .ai_calls_list_outcome import AiCallsListOutcome
from .ai_calls_list_purpose import AiCallsListPurpose
from .ai_calls_retrieve_expand_item import AiCallsRetrieveExpandItem
from .ai_calls_retrieve_fields_item import AiCallsRetrieveFieldsItem
from .ai_report import AIReport
from .ai_report_row import AIReportRow
from .ai_report_row_intervals import AIReportRowIntervals
from .ai_report_row_values import AIReportRowValues
from .ai_response import AIResponse
from .ai_response_part import AIResponsePart
from .ai_response_request import AIResponseRequest
from .ai_response_status_enum import AIResponseStatusEnum
from .ai_responses_list_expand_item import AiResponsesListExpandItem
from .ai_responses_list_fields_item import AiResponsesListFieldsItem
from .ai_responses_list_status import AiResponsesListStatus
from .ai_responses_retrieve_expand_item import AiResponsesRetrieveExpandItem
from .ai_responses_retrieve_fields_item import AiResponsesRetrieveFieldsItem
from .alert import Alert
from .alert_kind_enum import AlertKindEnum
from .alert_part import AlertPart
from .alert_rule import AlertRule
from .alert_rule_part import AlertRulePart
from .alert_rule_request import AlertRuleRequest
from .alert_rules_list_expand_item import AlertRulesListExpandItem
from .alert_rules_list_fields_item import AlertRulesListFieldsItem
from .alert_rules_list_kind import AlertRulesListKind
from .alert_rules_retrieve_expand_item import AlertRulesRetrieveExpandItem
from .alert_rules_retrieve_fields_item import AlertRulesRetrieveFieldsItem
from .alerts_list_expand_item import AlertsListExpandItem
from .alerts_list_fields_item import AlertsListFieldsItem
from .alerts_list_kind import AlertsListKind
from .alerts_retrieve_expand_item import AlertsRetrieveExpandItem
from .alerts_retrieve_fields_item import AlertsRetrieveFieldsItem
from .api_key import ApiKey
from .api_key_part import ApiKeyPart
from .api_key_request import ApiKeyRequest
from .api_keys_list_fields_item import ApiKeysListFieldsItem
from .api_keys_retrieve_fields_item import ApiKeysRetrieveFieldsItem
from .assignment import Assignment
from .assignment_part import AssignmentPart
from .assignment_request import AssignmentRequest
from .assignments_list_expand_item import AssignmentsListExpandItem
from .assignments_list_fields_item import AssignmentsListFieldsItem
from .assignments_retrieve_expand_item import AssignmentsRetrieveExpandItem
from .assignments_retrieve_fields_item import AssignmentsRetrieveFieldsItem
from .beside import Beside
from .beside_kind_enum import BesideKindEnum
from .beside_outcome_enum import BesideOutcomeEnum
from .blank_enum import BlankEnum
from .change import Change
from .change_data_type_0 import ChangeDataType0
from .changes import Changes
from .chat import Chat
from .chat_part import ChatPart
from .chat_request import ChatRequest
from .chats_list_expand_item import ChatsListExpandItem
from .chats_list_fields_item import ChatsListFieldsItem
from .chats_retrieve_expand_item import ChatsRetrieveExpandItem
from .chats_retrieve_fields_item import ChatsRetrieveFieldsItem
from .commission_plan import CommissionPlan
from .commission_plan_part import CommissionPlanPart
from .commission_plans_list_fields_item import CommissionPlansListFieldsItem
from .commission_plans_retrieve_fields_item import CommissionPlansRetrieveFieldsItem
from .connection import Connection
from .connection_part import ConnectionPart
from .connection_status_enum import ConnectionStatusEnum
from .connections_list_expand_item import ConnectionsListExpandItem
from .connections_list_fields_item import ConnectionsListFieldsItem
from .connections_list_provider import ConnectionsListProvider
from .connections_list_status import ConnectionsListStatus
from .connections_retrieve_expand_item import ConnectionsRetrieveExpandItem
from .connections_retrieve_fields_item import ConnectionsRetrieveFieldsItem
from .creator import Creator
from .creator_day import CreatorDay
from .creator_day_part import CreatorDayPart
from .creator_days_list_expand_item import CreatorDaysListExpandItem
from .creator_days_list_fields_item import CreatorDaysListFieldsItem
from .creator_days_retrieve_expand_item import CreatorDaysRetrieveExpandItem
from .creator_days_retrieve_fields_item import CreatorDaysRetrieveFieldsItem
from .creator_media import CreatorMedia
from .creator_media_list_expand_item import CreatorMediaListExpandItem
from .creator_media_list_fields_item import CreatorMediaListFieldsItem
from .creator_media_list_media_type import CreatorMediaListMediaType
from .creator_media_part import CreatorMediaPart
from .creator_media_retrieve_expand_item import CreatorMediaRetrieveExpandItem
from .creator_media_retrieve_fields_item import CreatorMediaRetrieveFieldsItem
from .creator_part import CreatorPart
from .creator_request import CreatorRequest
from .creators_list_fields_item import CreatorsListFieldsItem
from .creators_retrieve_fields_item import CreatorsRetrieveFieldsItem
from .decision_enum import DecisionEnum
from .decision_request import DecisionRequest
from .detector_enum import DetectorEnum
from .direction_enum import DirectionEnum
from .draft_request import DraftRequest
from .draft_request_part import DraftRequestPart
from .draft_request_request import DraftRequestRequest
from .draft_requests_list_expand_item import DraftRequestsListExpandItem
from .draft_requests_list_fields_item import DraftRequestsListFieldsItem
from .draft_requests_list_status import DraftRequestsListStatus
from .draft_requests_retrieve_expand_item import DraftRequestsRetrieveExpandItem
from .draft_requests_retrieve_fields_item import DraftRequestsRetrieveFieldsItem
from .draft_status_enum import DraftStatusEnum
from .draw_up_request import DrawUpRequest
from .drawn_up import DrawnUp
from .event_enum import EventEnum
from .events_enum import EventsEnum
from .experiment_result import ExperimentResult
from .experiment_results import ExperimentResults
from .expiring import Expiring
from .fact import Fact
from .fan_stats import FanStats
from .fan_stats_list_expand_item import FanStatsListExpandItem
from .fan_stats_list_fields_item import FanStatsListFieldsItem
from .fan_stats_part import FanStatsPart
from .fan_stats_retrieve_expand_item import FanStatsRetrieveExpandItem
from .fan_stats_retrieve_fields_item import FanStatsRetrieveFieldsItem
from .fan_summaries_list_expand_item import FanSummariesListExpandItem
from .fan_summaries_list_fields_item import FanSummariesListFieldsItem
from .fan_summaries_retrieve_expand_item import FanSummariesRetrieveExpandItem
from .fan_summaries_retrieve_fields_item import FanSummariesRetrieveFieldsItem
from .fan_summary import FanSummary
from .fan_summary_part import FanSummaryPart
from .fetch_kind_enum import FetchKindEnum
from .fetch_request import FetchRequest
from .guard_action_enum import GuardActionEnum
from .guard_event import GuardEvent
from .guard_event_part import GuardEventPart
from .guard_event_status_enum import GuardEventStatusEnum
from .guard_events_list_expand_item import GuardEventsListExpandItem
from .guard_events_list_fields_item import GuardEventsListFieldsItem
from .guard_events_list_kind import GuardEventsListKind
from .guard_events_list_origin import GuardEventsListOrigin
from .guard_events_list_status import GuardEventsListStatus
from .guard_events_retrieve_expand_item import GuardEventsRetrieveExpandItem
from .guard_events_retrieve_fields_item import GuardEventsRetrieveFieldsItem
from .guard_kind_enum import GuardKindEnum
from .guard_rule import GuardRule
from .guard_rule_part import GuardRulePart
from .guard_rule_request import GuardRuleRequest
from .guard_rules_list_fields_item import GuardRulesListFieldsItem
from .guard_rules_list_kind import GuardRulesListKind
from .guard_rules_retrieve_fields_item import GuardRulesRetrieveFieldsItem
from .import_run import ImportRun
from .import_run_part import ImportRunPart
from .import_run_status_enum import ImportRunStatusEnum
from .import_runs_list_expand_item import ImportRunsListExpandItem
from .import_runs_list_fields_item import ImportRunsListFieldsItem
from .import_runs_retrieve_expand_item import ImportRunsRetrieveExpandItem
from .import_runs_retrieve_fields_item import ImportRunsRetrieveFieldsItem
from .interval import Interval
from .kind_enum import KindEnum
from .mass_message import MassMessage
from .mass_message_part import MassMessagePart
from .mass_message_status_enum import MassMessageStatusEnum
from .mass_messages_list_expand_item import MassMessagesListExpandItem
from .mass_messages_list_fields_item import MassMessagesListFieldsItem
from .mass_messages_retrieve_expand_item import MassMessagesRetrieveExpandItem
from .mass_messages_retrieve_fields_item import MassMessagesRetrieveFieldsItem
from .measure import Measure
from .media import Media
from .media_list_expand_item import MediaListExpandItem
from .media_list_fields_item import MediaListFieldsItem
from .media_list_media_type import MediaListMediaType
from .media_part import MediaPart
from .media_retrieve_expand_item import MediaRetrieveExpandItem
from .media_retrieve_fields_item import MediaRetrieveFieldsItem
from .media_type_enum import MediaTypeEnum
from .member import Member
from .member_day import MemberDay
from .member_day_part import MemberDayPart
from .member_days_list_expand_item import MemberDaysListExpandItem
from .member_days_list_fields_item import MemberDaysListFieldsItem
from .member_days_retrieve_expand_item import MemberDaysRetrieveExpandItem
from .member_days_retrieve_fields_item import MemberDaysRetrieveFieldsItem
from .member_part import MemberPart
from .members_list_fields_item import MembersListFieldsItem
from .members_list_role import MembersListRole
from .members_retrieve_fields_item import MembersRetrieveFieldsItem
from .message import Message
from .message_media import MessageMedia
from .message_media_request import MessageMediaRequest
from .message_part import MessagePart
from .message_request import MessageRequest
from .message_review import MessageReview
from .message_review_part import MessageReviewPart
from .message_review_request import MessageReviewRequest
from .message_reviews_list_expand_item import MessageReviewsListExpandItem
from .message_reviews_list_fields_item import MessageReviewsListFieldsItem
from .message_reviews_list_verdict import MessageReviewsListVerdict
from .message_reviews_retrieve_expand_item import MessageReviewsRetrieveExpandItem
from .message_reviews_retrieve_fields_item import MessageReviewsRetrieveFieldsItem
from .message_status_enum import MessageStatusEnum
from .messages_bulk_create_json_body import MessagesBulkCreateJsonBody
from .messages_bulk_create_json_body_message_row import (
    MessagesBulkCreateJsonBodyMessageRow,
)
from .messages_bulk_create_json_body_message_row_direction import (
    MessagesBulkCreateJsonBodyMessageRowDirection,
)
from .messages_bulk_create_json_body_message_row_media_row import (
    MessagesBulkCreateJsonBodyMessageRowMediaRow,
)
from .messages_bulk_create_json_body_message_row_media_row_media_type import (
    MessagesBulkCreateJsonBodyMessageRowMediaRowMediaType,
)
from .messages_bulk_create_response_200 import MessagesBulkCreateResponse200
from .messages_bulk_create_response_200_results_item import (
    MessagesBulkCreateResponse200ResultsItem,
)
from .messages_bulk_create_response_200_results_item_errors_item import (
    MessagesBulkCreateResponse200ResultsItemErrorsItem,
)
from .messages_bulk_create_response_200_results_item_status import (
    MessagesBulkCreateResponse200ResultsItemStatus,
)
from .messages_bulk_create_results import MessagesBulkCreateResults
from .messages_list_direction import MessagesListDirection
from .messages_list_expand_item import MessagesListExpandItem
from .messages_list_fields_item import MessagesListFieldsItem
from .messages_list_status import MessagesListStatus
from .messages_list_unlocked import MessagesListUnlocked
from .messages_retrieve_expand_item import MessagesRetrieveExpandItem
from .messages_retrieve_fields_item import MessagesRetrieveFieldsItem
from .metric import Metric
from .move import Move
from .new_api_key import NewApiKey
from .new_webhook_endpoint import NewWebhookEndpoint
from .note import Note
from .note_part import NotePart
from .note_request import NoteRequest
from .notes_list_expand_item import NotesListExpandItem
from .notes_list_fields_item import NotesListFieldsItem
from .notes_retrieve_expand_item import NotesRetrieveExpandItem
from .notes_retrieve_fields_item import NotesRetrieveFieldsItem
from .origin_enum import OriginEnum
from .paginated_agency_list import PaginatedAgencyList
from .paginated_ai_call_list import PaginatedAICallList
from .paginated_ai_response_list import PaginatedAIResponseList
from .paginated_alert_list import PaginatedAlertList
from .paginated_alert_rule_list import PaginatedAlertRuleList
from .paginated_api_key_list import PaginatedApiKeyList
from .paginated_assignment_list import PaginatedAssignmentList
from .paginated_chat_list import PaginatedChatList
from .paginated_commission_plan_list import PaginatedCommissionPlanList
from .paginated_connection_list import PaginatedConnectionList
from .paginated_creator_day_list import PaginatedCreatorDayList
from .paginated_creator_list import PaginatedCreatorList
from .paginated_creator_media_list import PaginatedCreatorMediaList
from .paginated_draft_request_list import PaginatedDraftRequestList
from .paginated_fan_stats_list import PaginatedFanStatsList
from .paginated_fan_summary_list import PaginatedFanSummaryList
from .paginated_guard_event_list import PaginatedGuardEventList
from .paginated_guard_rule_list import PaginatedGuardRuleList
from .paginated_import_run_list import PaginatedImportRunList
from .paginated_mass_message_list import PaginatedMassMessageList
from .paginated_media_list import PaginatedMediaList
from .paginated_member_day_list import PaginatedMemberDayList
from .paginated_member_list import PaginatedMemberList
from .paginated_message_list import PaginatedMessageList
from .paginated_message_review_list import PaginatedMessageReviewList
from .paginated_note_list import PaginatedNoteList
from .paginated_scheduled_message_list import PaginatedScheduledMessageList
from .paginated_script_list import PaginatedScriptList
from .paginated_shift_list import PaginatedShiftList
from .paginated_statement_list import PaginatedStatementList
from .paginated_subscription_list import PaginatedSubscriptionList
from .paginated_sync_run_list import PaginatedSyncRunList
from .paginated_transaction_list import PaginatedTransactionList
from .paginated_translation_list import PaginatedTranslationList
from .paginated_webhook_delivery_list import PaginatedWebhookDeliveryList
from .paginated_webhook_endpoint_list import PaginatedWebhookEndpointList
from .paginated_word_rule_list import PaginatedWordRuleList
from .patched_agency_request import PatchedAgencyRequest
from .patched_ai_response_request import PatchedAIResponseRequest
from .patched_alert_rule_request import PatchedAlertRuleRequest
from .patched_api_key_request import PatchedApiKeyRequest
from .patched_chat_request import PatchedChatRequest
from .patched_creator_request import PatchedCreatorRequest
from .patched_guard_rule_request import PatchedGuardRuleRequest
from .patched_member_request import PatchedMemberRequest
from .patched_message_review_request import PatchedMessageReviewRequest
from .patched_note_request import PatchedNoteRequest
from .patched_sales_rules_request import PatchedSalesRulesRequest
from .patched_scheduled_message_request import PatchedScheduledMessageRequest
from .patched_script_request import PatchedScriptRequest
from .patched_subscription_request import PatchedSubscriptionRequest
from .patched_transaction_request import PatchedTransactionRequest
from .patched_webhook_endpoint_request import PatchedWebhookEndpointRequest
from .patched_word_rule_request import PatchedWordRuleRequest
from .problem import Problem
from .problem_errors_item import ProblemErrorsItem
from .provider_enum import ProviderEnum
from .purpose_enum import PurposeEnum
from .queued_chat import QueuedChat
from .ratio import Ratio
from .reason_enum import ReasonEnum
from .reject_reason_enum import RejectReasonEnum
from .rejection_request import RejectionRequest
from .report import Report
from .report_row import ReportRow
from .report_row_values import ReportRowValues
from .reports_ai_list_group_by_item import ReportsAiListGroupByItem
from .reports_ai_list_metrics_item import ReportsAiListMetricsItem
from .reports_list_group_by_item import ReportsListGroupByItem
from .reports_list_metrics_item import ReportsListMetricsItem
from .role_enum import RoleEnum
from .rotation_request import RotationRequest
from .rules_preview import RulesPreview
from .sales_rule_enum import SalesRuleEnum
from .sales_rules import SalesRules
from .sales_rules_request import SalesRulesRequest
from .scheduled_message import ScheduledMessage
from .scheduled_message_part import ScheduledMessagePart
from .scheduled_message_request import ScheduledMessageRequest
from .scheduled_message_status_enum import ScheduledMessageStatusEnum
from .scheduled_messages_list_expand_item import ScheduledMessagesListExpandItem
from .scheduled_messages_list_fields_item import ScheduledMessagesListFieldsItem
from .scheduled_messages_list_status import ScheduledMessagesListStatus
from .scheduled_messages_retrieve_expand_item import ScheduledMessagesRetrieveExpandItem
from .scheduled_messages_retrieve_fields_item import ScheduledMessagesRetrieveFieldsItem
from .script import Script
from .script_part import ScriptPart
from .script_request import ScriptRequest
from .scripts_list_expand_item import ScriptsListExpandItem
from .scripts_list_fields_item import ScriptsListFieldsItem
from .scripts_retrieve_expand_item import ScriptsRetrieveExpandItem
from .scripts_retrieve_fields_item import ScriptsRetrieveFieldsItem
from .search_messages_list_direction import SearchMessagesListDirection
from .search_messages_list_expand_item import SearchMessagesListExpandItem
from .search_messages_list_fields_item import SearchMessagesListFieldsItem
from .shift import Shift
from .shift_part import ShiftPart
from .shifts_list_expand_item import ShiftsListExpandItem
from .shifts_list_fields_item import ShiftsListFieldsItem
from .shifts_retrieve_expand_item import ShiftsRetrieveExpandItem
from .shifts_retrieve_fields_item import ShiftsRetrieveFieldsItem
from .source_enum import SourceEnum
from .statement import Statement
from .statement_line import StatementLine
from .statement_line_kind_enum import StatementLineKindEnum
from .statement_part import StatementPart
from .statement_status_enum import StatementStatusEnum
from .statements_list_expand_item import StatementsListExpandItem
from .statements_list_fields_item import StatementsListFieldsItem
from .statements_list_status import StatementsListStatus
from .statements_retrieve_expand_item import StatementsRetrieveExpandItem
from .statements_retrieve_fields_item import StatementsRetrieveFieldsItem
from .subscription import Subscription
from .subscription_day import SubscriptionDay
from .subscription_part import SubscriptionPart
from .subscription_report import SubscriptionReport
from .subscription_request import SubscriptionRequest
from .subscription_status_enum import SubscriptionStatusEnum
from .subscriptions_list_expand_item import SubscriptionsListExpandItem
from .subscriptions_list_fields_item import SubscriptionsListFieldsItem
from .subscriptions_list_status import SubscriptionsListStatus
from .subscriptions_retrieve_expand_item import SubscriptionsRetrieveExpandItem
from .subscriptions_retrieve_fields_item import SubscriptionsRetrieveFieldsItem
from .summary_request import SummaryRequest
from .summary_request_request import SummaryRequestRequest
from .sync_run import SyncRun
from .sync_run_part import SyncRunPart
from .sync_run_status_enum import SyncRunStatusEnum
from .sync_runs_list_expand_item import SyncRunsListExpandItem
from .sync_runs_list_fields_item import SyncRunsListFieldsItem
from .sync_runs_list_kind import SyncRunsListKind
from .sync_runs_list_status import SyncRunsListStatus
from .sync_runs_retrieve_expand_item import SyncRunsRetrieveExpandItem
from .sync_runs_retrieve_fields_item import SyncRunsRetrieveFieldsItem
from .tier import Tier
from .transaction import Transaction
from .transaction_part import TransactionPart
from .transaction_request import TransactionRequest
from .transactions_list_expand_item import TransactionsListExpandItem
from .transactions_list_fields_item import TransactionsListFieldsItem
from .transactions_list_kind import TransactionsListKind
from .transactions_retrieve_expand_item import TransactionsRetrieveExpandItem
from .transactions_retrieve_fields_item import TransactionsRetrieveFieldsItem
from .translation import Translation
from .translation_part import TranslationPart
from .translation_request import TranslationRequest
from .translations_list_expand_item import TranslationsListExpandItem
from .translations_list_fields_item import TranslationsListFieldsItem
from .translations_retrieve_expand_item import TranslationsRetrieveExpandItem
from .translations_retrieve_fields_item import TranslationsRetrieveFieldsItem
from .unit_enum import UnitEnum
from .verdict_enum import VerdictEnum
from .webhook_deliveries_list_event import WebhookDeliveriesListEvent
from .webhook_deliveries_list_expand_item import WebhookDeliveriesListExpandItem
from .webhook_deliveries_list_fields_item import WebhookDeliveriesListFieldsItem
from .webhook_deliveries_list_status import WebhookDeliveriesListStatus
from .webhook_deliveries_retrieve_expand_item import WebhookDeliveriesRetrieveExpandItem
from .webhook_deliveries_retrieve_fields_item import WebhookDeliveriesRetrieveFieldsItem
from .webhook_delivery import WebhookDelivery
from .webhook_delivery_part import WebhookDeliveryPart
from .webhook_delivery_status_enum import WebhookDeliveryStatusEnum
from .webhook_endpoint import WebhookEndpoint
from .webhook_endpoint_part import WebhookEndpointPart
from .webhook_endpoint_request import WebhookEndpointRequest
from .webhook_endpoints_list_expand_item import WebhookEndpointsListExpandItem
from .webhook_endpoints_list_fields_item import WebhookEndpointsListFieldsItem
from .webhook_endpoints_retrieve_expand_item import WebhookEndpointsRetrieveExpandItem
from .webhook_endpoints_retrieve_fields_item import WebhookEndpointsRetrieveFieldsItem
from .word_rule import WordRule
from .word_rule_part import WordRulePart
from .word_rule_request import WordRuleRequest
from .word_rules_list_expand_item import WordRulesListExpandItem
from .word_rules_list_fields_item import WordRulesListFieldsItem
from .word_rules_retrieve_expand_item import WordRulesRetrieveExpandItem
from .word_rules_retrieve_fields_item import WordRulesRetrieveFieldsItem

__all__ = (
    "AcceptanceRequest",
    "AcknowledgementRequest",
    "ActionEnum",
    "AgenciesListFieldsItem",
    "AgenciesRetrieveFieldsItem",
    "Agency",
    "AgencyPart",
    "AICall",
    "AICallOutcomeEnum",
    "AICallPart",
    "AiCallsListExpandItem",
    "AiCallsListFieldsItem",
    "AiCallsListOutcome",
    "AiCallsListPurpose",
    "AiCallsRetrieveExpandItem",
    "AiCallsRetrieveFieldsItem",
    "AIReport",
    "AIReportRow",
    "AIReportRowIntervals",
    "AIReportRowValues",
    "AIResponse",
    "AIResponsePart",
    "AIResponseRequest",
    "AiResponsesListExpandItem",
    "AiResponsesListFieldsItem",
    "AiResponsesListStatus",
    "AiResponsesRetrieveExpandItem",
    "AiResponsesRetrieveFieldsItem",
    "AIResponseStatusEnum",
    "Alert",
    "AlertKindEnum",
    "AlertPart",
    "AlertRule",
    "AlertRulePart",
    "AlertRuleRequest",
    "AlertRulesListExpandItem",
    "AlertRulesListFieldsItem",
    "AlertRulesListKind",
    "AlertRulesRetrieveExpandItem",
    "AlertRulesRetrieveFieldsItem",
    "AlertsListExpandItem",
    "AlertsListFieldsItem",
    "AlertsListKind",
    "AlertsRetrieveExpandItem",
    "AlertsRetrieveFieldsItem",
    "ApiKey",
    "ApiKeyPart",
    "ApiKeyRequest",
    "ApiKeysListFieldsItem",
    "ApiKeysRetrieveFieldsItem",
    "Assignment",
    "AssignmentPart",
    "AssignmentRequest",
    "AssignmentsListExpandItem",
    "AssignmentsListFieldsItem",
    "AssignmentsRetrieveExpandItem",
    "AssignmentsRetrieveFieldsItem",
    "Beside",
    "BesideKindEnum",
    "BesideOutcomeEnum",
    "BlankEnum",
    "Change",
    "ChangeDataType0",
    "Changes",
    "Chat",
    "ChatPart",
    "ChatRequest",
    "ChatsListExpandItem",
    "ChatsListFieldsItem",
    "ChatsRetrieveExpandItem",
    "ChatsRetrieveFieldsItem",
    "CommissionPlan",
    "CommissionPlanPart",
    "CommissionPlansListFieldsItem",
    "CommissionPlansRetrieveFieldsItem",
    "Connection",
    "ConnectionPart",
    "ConnectionsListExpandItem",
    "ConnectionsListFieldsItem",
    "ConnectionsListProvider",
    "ConnectionsListStatus",
    "ConnectionsRetrieveExpandItem",
    "ConnectionsRetrieveFieldsItem",
    "ConnectionStatusEnum",
    "Creator",
    "CreatorDay",
    "CreatorDayPart",
    "CreatorDaysListExpandItem",
    "CreatorDaysListFieldsItem",
    "CreatorDaysRetrieveExpandItem",
    "CreatorDaysRetrieveFieldsItem",
    "CreatorMedia",
    "CreatorMediaListExpandItem",
    "CreatorMediaListFieldsItem",
    "CreatorMediaListMediaType",
    "CreatorMediaPart",
    "CreatorMediaRetrieveExpandItem",
    "CreatorMediaRetrieveFieldsItem",
    "CreatorPart",
    "CreatorRequest",
    "CreatorsListFieldsItem",
    "CreatorsRetrieveFieldsItem",
    "DecisionEnum",
    "DecisionRequest",
    "DetectorEnum",
    "DirectionEnum",
    "DraftRequest",
    "DraftRequestPart",
    "DraftRequestRequest",
    "DraftRequestsListExpandItem",
    "DraftRequestsListFieldsItem",
    "DraftRequestsListStatus",
    "DraftRequestsRetrieveExpandItem",
    "DraftRequestsRetrieveFieldsItem",
    "DraftStatusEnum",
    "DrawnUp",
    "DrawUpRequest",
    "EventEnum",
    "EventsEnum",
    "ExperimentResult",
    "ExperimentResults",
    "Expiring",
    "Fact",
    "FanStats",
    "FanStatsListExpandItem",
    "FanStatsListFieldsItem",
    "FanStatsPart",
    "FanStatsRetrieveExpandItem",
    "FanStatsRetrieveFieldsItem",
    "FanSummariesListExpandItem",
    "FanSummariesListFieldsItem",
    "FanSummariesRetrieveExpandItem",
    "FanSummariesRetrieveFieldsItem",
    "FanSummary",
    "FanSummaryPart",
    "FetchKindEnum",
    "FetchRequest",
    "GuardActionEnum",
    "GuardEvent",
    "GuardEventPart",
    "GuardEventsListExpandItem",
    "GuardEventsListFieldsItem",
    "GuardEventsListKind",
    "GuardEventsListOrigin",
    "GuardEventsListStatus",
    "GuardEventsRetrieveExpandItem",
    "GuardEventsRetrieveFieldsItem",
    "GuardEventStatusEnum",
    "GuardKindEnum",
    "GuardRule",
    "GuardRulePart",
    "GuardRuleRequest",
    "GuardRulesListFieldsItem",
    "GuardRulesListKind",
    "GuardRulesRetrieveFieldsItem",
    "ImportRun",
    "ImportRunPart",
    "ImportRunsListExpandItem",
    "ImportRunsListFieldsItem",
    "ImportRunsRetrieveExpandItem",
    "ImportRunsRetrieveFieldsItem",
    "ImportRunStatusEnum",
    "Interval",
    "KindEnum",
    "MassMessage",
    "MassMessagePart",
    "MassMessagesListExpandItem",
    "MassMessagesListFieldsItem",
    "MassMessagesRetrieveExpandItem",
    "MassMessagesRetrieveFieldsItem",
    "MassMessageStatusEnum",
    "Measure",
    "Media",
    "MediaListExpandItem",
    "MediaListFieldsItem",
    "MediaListMediaType",
    "MediaPart",
    "MediaRetrieveExpandItem",
    "MediaRetrieveFieldsItem",
    "MediaTypeEnum",
    "Member",
    "MemberDay",
    "MemberDayPart",
    "MemberDaysListExpandItem",
    "MemberDaysListFieldsItem",
    "MemberDaysRetrieveExpandItem",
    "MemberDaysRetrieveFieldsItem",
    "MemberPart",
    "MembersListFieldsItem",
    "MembersListRole",
    "MembersRetrieveFieldsItem",
    "Message",
    "MessageMedia",
    "MessageMediaRequest",
    "MessagePart",
    "MessageRequest",
    "MessageReview",
    "MessageReviewPart",
    "MessageReviewRequest",
    "MessageReviewsListExpandItem",
    "MessageReviewsListFieldsItem",
    "MessageReviewsListVerdict",
    "MessageReviewsRetrieveExpandItem",
    "MessageReviewsRetrieveFieldsItem",
    "MessagesBulkCreateJsonBody",
    "MessagesBulkCreateJsonBodyMessageRow",
    "MessagesBulkCreateJsonBodyMessageRowDirection",
    "MessagesBulkCreateJsonBodyMessageRowMediaRow",
    "MessagesBulkCreateJsonBodyMessageRowMediaRowMediaType",
    "MessagesBulkCreateResponse200",
    "MessagesBulkCreateResponse200ResultsItem",
    "MessagesBulkCreateResponse200ResultsItemErrorsItem",
    "MessagesBulkCreateResponse200ResultsItemStatus",
    "MessagesBulkCreateResults",
    "MessagesListDirection",
    "MessagesListExpandItem",
    "MessagesListFieldsItem",
    "MessagesListStatus",
    "MessagesListUnlocked",
    "MessagesRetrieveExpandItem",
    "MessagesRetrieveFieldsItem",
    "MessageStatusEnum",
    "Metric",
    "Move",
    "NewApiKey",
    "NewWebhookEndpoint",
    "Note",
    "NotePart",
    "NoteRequest",
    "NotesListExpandItem",
    "NotesListFieldsItem",
    "NotesRetrieveExpandItem",
    "NotesRetrieveFieldsItem",
    "OriginEnum",
    "PaginatedAgencyList",
    "PaginatedAICallList",
    "PaginatedAIResponseList",
    "PaginatedAlertList",
    "PaginatedAlertRuleList",
    "PaginatedApiKeyList",
    "PaginatedAssignmentList",
    "PaginatedChatList",
    "PaginatedCommissionPlanList",
    "PaginatedConnectionList",
    "PaginatedCreatorDayList",
    "PaginatedCreatorList",
    "PaginatedCreatorMediaList",
    "PaginatedDraftRequestList",
    "PaginatedFanStatsList",
    "PaginatedFanSummaryList",
    "PaginatedGuardEventList",
    "PaginatedGuardRuleList",
    "PaginatedImportRunList",
    "PaginatedMassMessageList",
    "PaginatedMediaList",
    "PaginatedMemberDayList",
    "PaginatedMemberList",
    "PaginatedMessageList",
    "PaginatedMessageReviewList",
    "PaginatedNoteList",
    "PaginatedScheduledMessageList",
    "PaginatedScriptList",
    "PaginatedShiftList",
    "PaginatedStatementList",
    "PaginatedSubscriptionList",
    "PaginatedSyncRunList",
    "PaginatedTransactionList",
    "PaginatedTranslationList",
    "PaginatedWebhookDeliveryList",
    "PaginatedWebhookEndpointList",
    "PaginatedWordRuleList",
    "PatchedAgencyRequest",
    "PatchedAIResponseRequest",
    "PatchedAlertRuleRequest",
    "PatchedApiKeyRequest",
    "PatchedChatRequest",
    "PatchedCreatorRequest",
    "PatchedGuardRuleRequest",
    "PatchedMemberRequest",
    "PatchedMessageReviewRequest",
    "PatchedNoteRequest",
    "PatchedSalesRulesRequest",
    "PatchedScheduledMessageRequest",
    "PatchedScriptRequest",
    "PatchedSubscriptionRequest",
    "PatchedTransactionRequest",
    "PatchedWebhookEndpointRequest",
    "PatchedWordRuleRequest",
    "Problem",
    "ProblemErrorsItem",
    "ProviderEnum",
    "PurposeEnum",
    "QueuedChat",
    "Ratio",
    "ReasonEnum",
    "RejectionRequest",
    "RejectReasonEnum",
    "Report",
    "ReportRow",
    "ReportRowValues",
    "ReportsAiListGroupByItem",
    "ReportsAiListMetricsItem",
    "ReportsListGroupByItem",
    "ReportsListMetricsItem",
    "RoleEnum",
    "RotationRequest",
    "RulesPreview",
    "SalesRuleEnum",
    "SalesRules",
    "SalesRulesRequest",
    "ScheduledMessage",
    "ScheduledMessagePart",
    "ScheduledMessageRequest",
    "ScheduledMessagesListExpandItem",
    "ScheduledMessagesListFieldsItem",
    "ScheduledMessagesListStatus",
    "ScheduledMessagesRetrieveExpandItem",
    "ScheduledMessagesRetrieveFieldsItem",
    "ScheduledMessageStatusEnum",
    "Script",
    "ScriptPart",
    "ScriptRequest",
    "ScriptsListExpandItem",
    "ScriptsListFieldsItem",
    "ScriptsRetrieveExpandItem",
    "ScriptsRetrieveFieldsItem",
    "SearchMessagesListDirection",
    "SearchMessagesListExpandItem",
    "SearchMessagesListFieldsItem",
    "Shift",
    "ShiftPart",
    "ShiftsListExpandItem",
    "ShiftsListFieldsItem",
    "ShiftsRetrieveExpandItem",
    "ShiftsRetrieveFieldsItem",
    "SourceEnum",
    "Statement",
    "StatementLine",
    "StatementLineKindEnum",
    "StatementPart",
    "StatementsListExpandItem",
    "StatementsListFieldsItem",
    "StatementsListStatus",
    "StatementsRetrieveExpandItem",
    "StatementsRetrieveFieldsItem",
    "StatementStatusEnum",
    "Subscription",
    "SubscriptionDay",
    "SubscriptionPart",
    "SubscriptionReport",
    "SubscriptionRequest",
    "SubscriptionsListExpandItem",
    "SubscriptionsListFieldsItem",
    "SubscriptionsListStatus",
    "SubscriptionsRetrieveExpandItem",
    "SubscriptionsRetrieveFieldsItem",
    "SubscriptionStatusEnum",
    "SummaryRequest",
    "SummaryRequestRequest",
    "SyncRun",
    "SyncRunPart",
    "SyncRunsListExpandItem",
    "SyncRunsListFieldsItem",
    "SyncRunsListKind",
    "SyncRunsListStatus",
    "SyncRunsRetrieveExpandItem",
    "SyncRunsRetrieveFieldsItem",
    "SyncRunStatusEnum",
    "Tier",
    "Transaction",
    "TransactionPart",
    "TransactionRequest",
    "TransactionsListExpandItem",
    "TransactionsListFieldsItem",
    "TransactionsListKind",
    "TransactionsRetrieveExpandItem",
    "TransactionsRetrieveFieldsItem",
    "Translation",
    "TranslationPart",
    "TranslationRequest",
    "TranslationsListExpandItem",
    "TranslationsListFieldsItem",
    "TranslationsRetrieveExpandItem",
    "TranslationsRetrieveFieldsItem",
    "UnitEnum",
    "VerdictEnum",
    "WebhookDeliveriesListEvent",
    "WebhookDeliveriesListExpandItem",
    "WebhookDeliveriesListFieldsItem",
    "WebhookDeliveriesListStatus",
    "WebhookDeliveriesRetrieveExpandItem",
    "WebhookDeliveriesRetrieveFieldsItem",
    "WebhookDelivery",
    "WebhookDeliveryPart",
    "WebhookDeliveryStatusEnum",
    "WebhookEndpoint",
    "WebhookEndpointPart",
    "WebhookEndpointRequest",
    "WebhookEndpointsListExpandItem",
    "WebhookEndpointsListFieldsItem",
    "WebhookEndpointsRetrieveExpandItem",
    "WebhookEndpointsRetrieveFieldsItem",
    "WordRule",
    "WordRulePart",
    "WordRuleRequest",
    "WordRulesListExpandItem",
    "WordRulesListFieldsItem",
    "WordRulesRetrieveExpandItem",
    "WordRulesRetrieveFieldsItem",
)
