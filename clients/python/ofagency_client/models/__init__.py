"""Contains all the data models used in inputs/outputs"""

from .action_enum import ActionEnum
from .agencies_list_fields_item import AgenciesListFieldsItem
from .agencies_retrieve_fields_item import AgenciesRetrieveFieldsItem
from .agency import Agency
from .agency_part import AgencyPart
from .ai_response import AIResponse
from .ai_response_part import AIResponsePart
from .ai_response_request import AIResponseRequest
from .ai_response_status_enum import AIResponseStatusEnum
from .ai_responses_list_expand_item import AiResponsesListExpandItem
from .ai_responses_list_fields_item import AiResponsesListFieldsItem
from .ai_responses_list_status import AiResponsesListStatus
from .ai_responses_retrieve_expand_item import AiResponsesRetrieveExpandItem
from .ai_responses_retrieve_fields_item import AiResponsesRetrieveFieldsItem
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
from .direction_enum import DirectionEnum
from .event_enum import EventEnum
from .events_enum import EventsEnum
from .fan_stats import FanStats
from .fan_stats_list_expand_item import FanStatsListExpandItem
from .fan_stats_list_fields_item import FanStatsListFieldsItem
from .fan_stats_part import FanStatsPart
from .fan_stats_retrieve_expand_item import FanStatsRetrieveExpandItem
from .fan_stats_retrieve_fields_item import FanStatsRetrieveFieldsItem
from .fetch_kind_enum import FetchKindEnum
from .fetch_request import FetchRequest
from .import_run import ImportRun
from .import_run_part import ImportRunPart
from .import_run_status_enum import ImportRunStatusEnum
from .import_runs_list_expand_item import ImportRunsListExpandItem
from .import_runs_list_fields_item import ImportRunsListFieldsItem
from .import_runs_retrieve_expand_item import ImportRunsRetrieveExpandItem
from .import_runs_retrieve_fields_item import ImportRunsRetrieveFieldsItem
from .kind_enum import KindEnum
from .mass_message import MassMessage
from .mass_message_part import MassMessagePart
from .mass_message_status_enum import MassMessageStatusEnum
from .mass_messages_list_expand_item import MassMessagesListExpandItem
from .mass_messages_list_fields_item import MassMessagesListFieldsItem
from .mass_messages_retrieve_expand_item import MassMessagesRetrieveExpandItem
from .mass_messages_retrieve_fields_item import MassMessagesRetrieveFieldsItem
from .media import Media
from .media_list_expand_item import MediaListExpandItem
from .media_list_fields_item import MediaListFieldsItem
from .media_list_media_type import MediaListMediaType
from .media_part import MediaPart
from .media_retrieve_expand_item import MediaRetrieveExpandItem
from .media_retrieve_fields_item import MediaRetrieveFieldsItem
from .media_type_enum import MediaTypeEnum
from .member import Member
from .member_part import MemberPart
from .members_list_fields_item import MembersListFieldsItem
from .members_list_role import MembersListRole
from .members_retrieve_fields_item import MembersRetrieveFieldsItem
from .message import Message
from .message_media import MessageMedia
from .message_media_request import MessageMediaRequest
from .message_part import MessagePart
from .message_request import MessageRequest
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
from .new_api_key import NewApiKey
from .new_webhook_endpoint import NewWebhookEndpoint
from .note import Note
from .note_part import NotePart
from .note_request import NoteRequest
from .notes_list_expand_item import NotesListExpandItem
from .notes_list_fields_item import NotesListFieldsItem
from .notes_retrieve_expand_item import NotesRetrieveExpandItem
from .notes_retrieve_fields_item import NotesRetrieveFieldsItem
from .paginated_agency_list import PaginatedAgencyList
from .paginated_ai_response_list import PaginatedAIResponseList
from .paginated_api_key_list import PaginatedApiKeyList
from .paginated_assignment_list import PaginatedAssignmentList
from .paginated_chat_list import PaginatedChatList
from .paginated_connection_list import PaginatedConnectionList
from .paginated_creator_list import PaginatedCreatorList
from .paginated_creator_media_list import PaginatedCreatorMediaList
from .paginated_fan_stats_list import PaginatedFanStatsList
from .paginated_import_run_list import PaginatedImportRunList
from .paginated_mass_message_list import PaginatedMassMessageList
from .paginated_media_list import PaginatedMediaList
from .paginated_member_list import PaginatedMemberList
from .paginated_message_list import PaginatedMessageList
from .paginated_note_list import PaginatedNoteList
from .paginated_scheduled_message_list import PaginatedScheduledMessageList
from .paginated_script_list import PaginatedScriptList
from .paginated_shift_list import PaginatedShiftList
from .paginated_subscription_list import PaginatedSubscriptionList
from .paginated_sync_run_list import PaginatedSyncRunList
from .paginated_transaction_list import PaginatedTransactionList
from .paginated_webhook_delivery_list import PaginatedWebhookDeliveryList
from .paginated_webhook_endpoint_list import PaginatedWebhookEndpointList
from .paginated_word_rule_list import PaginatedWordRuleList
from .patched_agency_request import PatchedAgencyRequest
from .patched_ai_response_request import PatchedAIResponseRequest
from .patched_api_key_request import PatchedApiKeyRequest
from .patched_chat_request import PatchedChatRequest
from .patched_creator_request import PatchedCreatorRequest
from .patched_member_request import PatchedMemberRequest
from .patched_note_request import PatchedNoteRequest
from .patched_scheduled_message_request import PatchedScheduledMessageRequest
from .patched_script_request import PatchedScriptRequest
from .patched_subscription_request import PatchedSubscriptionRequest
from .patched_transaction_request import PatchedTransactionRequest
from .patched_webhook_endpoint_request import PatchedWebhookEndpointRequest
from .patched_word_rule_request import PatchedWordRuleRequest
from .problem import Problem
from .problem_errors_item import ProblemErrorsItem
from .provider_enum import ProviderEnum
from .queued_chat import QueuedChat
from .role_enum import RoleEnum
from .rotation_request import RotationRequest
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
from .subscription import Subscription
from .subscription_part import SubscriptionPart
from .subscription_request import SubscriptionRequest
from .subscription_status_enum import SubscriptionStatusEnum
from .subscriptions_list_expand_item import SubscriptionsListExpandItem
from .subscriptions_list_fields_item import SubscriptionsListFieldsItem
from .subscriptions_list_status import SubscriptionsListStatus
from .subscriptions_retrieve_expand_item import SubscriptionsRetrieveExpandItem
from .subscriptions_retrieve_fields_item import SubscriptionsRetrieveFieldsItem
from .sync_run import SyncRun
from .sync_run_part import SyncRunPart
from .sync_run_status_enum import SyncRunStatusEnum
from .sync_runs_list_expand_item import SyncRunsListExpandItem
from .sync_runs_list_fields_item import SyncRunsListFieldsItem
from .sync_runs_list_kind import SyncRunsListKind
from .sync_runs_list_status import SyncRunsListStatus
from .sync_runs_retrieve_expand_item import SyncRunsRetrieveExpandItem
from .sync_runs_retrieve_fields_item import SyncRunsRetrieveFieldsItem
from .transaction import Transaction
from .transaction_part import TransactionPart
from .transaction_request import TransactionRequest
from .transactions_list_expand_item import TransactionsListExpandItem
from .transactions_list_fields_item import TransactionsListFieldsItem
from .transactions_list_kind import TransactionsListKind
from .transactions_retrieve_expand_item import TransactionsRetrieveExpandItem
from .transactions_retrieve_fields_item import TransactionsRetrieveFieldsItem
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
    "ActionEnum",
    "AgenciesListFieldsItem",
    "AgenciesRetrieveFieldsItem",
    "Agency",
    "AgencyPart",
    "AIResponse",
    "AIResponsePart",
    "AIResponseRequest",
    "AiResponsesListExpandItem",
    "AiResponsesListFieldsItem",
    "AiResponsesListStatus",
    "AiResponsesRetrieveExpandItem",
    "AiResponsesRetrieveFieldsItem",
    "AIResponseStatusEnum",
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
    "DirectionEnum",
    "EventEnum",
    "EventsEnum",
    "FanStats",
    "FanStatsListExpandItem",
    "FanStatsListFieldsItem",
    "FanStatsPart",
    "FanStatsRetrieveExpandItem",
    "FanStatsRetrieveFieldsItem",
    "FetchKindEnum",
    "FetchRequest",
    "ImportRun",
    "ImportRunPart",
    "ImportRunsListExpandItem",
    "ImportRunsListFieldsItem",
    "ImportRunsRetrieveExpandItem",
    "ImportRunsRetrieveFieldsItem",
    "ImportRunStatusEnum",
    "KindEnum",
    "MassMessage",
    "MassMessagePart",
    "MassMessagesListExpandItem",
    "MassMessagesListFieldsItem",
    "MassMessagesRetrieveExpandItem",
    "MassMessagesRetrieveFieldsItem",
    "MassMessageStatusEnum",
    "Media",
    "MediaListExpandItem",
    "MediaListFieldsItem",
    "MediaListMediaType",
    "MediaPart",
    "MediaRetrieveExpandItem",
    "MediaRetrieveFieldsItem",
    "MediaTypeEnum",
    "Member",
    "MemberPart",
    "MembersListFieldsItem",
    "MembersListRole",
    "MembersRetrieveFieldsItem",
    "Message",
    "MessageMedia",
    "MessageMediaRequest",
    "MessagePart",
    "MessageRequest",
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
    "NewApiKey",
    "NewWebhookEndpoint",
    "Note",
    "NotePart",
    "NoteRequest",
    "NotesListExpandItem",
    "NotesListFieldsItem",
    "NotesRetrieveExpandItem",
    "NotesRetrieveFieldsItem",
    "PaginatedAgencyList",
    "PaginatedAIResponseList",
    "PaginatedApiKeyList",
    "PaginatedAssignmentList",
    "PaginatedChatList",
    "PaginatedConnectionList",
    "PaginatedCreatorList",
    "PaginatedCreatorMediaList",
    "PaginatedFanStatsList",
    "PaginatedImportRunList",
    "PaginatedMassMessageList",
    "PaginatedMediaList",
    "PaginatedMemberList",
    "PaginatedMessageList",
    "PaginatedNoteList",
    "PaginatedScheduledMessageList",
    "PaginatedScriptList",
    "PaginatedShiftList",
    "PaginatedSubscriptionList",
    "PaginatedSyncRunList",
    "PaginatedTransactionList",
    "PaginatedWebhookDeliveryList",
    "PaginatedWebhookEndpointList",
    "PaginatedWordRuleList",
    "PatchedAgencyRequest",
    "PatchedAIResponseRequest",
    "PatchedApiKeyRequest",
    "PatchedChatRequest",
    "PatchedCreatorRequest",
    "PatchedMemberRequest",
    "PatchedNoteRequest",
    "PatchedScheduledMessageRequest",
    "PatchedScriptRequest",
    "PatchedSubscriptionRequest",
    "PatchedTransactionRequest",
    "PatchedWebhookEndpointRequest",
    "PatchedWordRuleRequest",
    "Problem",
    "ProblemErrorsItem",
    "ProviderEnum",
    "QueuedChat",
    "RoleEnum",
    "RotationRequest",
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
    "Subscription",
    "SubscriptionPart",
    "SubscriptionRequest",
    "SubscriptionsListExpandItem",
    "SubscriptionsListFieldsItem",
    "SubscriptionsListStatus",
    "SubscriptionsRetrieveExpandItem",
    "SubscriptionsRetrieveFieldsItem",
    "SubscriptionStatusEnum",
    "SyncRun",
    "SyncRunPart",
    "SyncRunsListExpandItem",
    "SyncRunsListFieldsItem",
    "SyncRunsListKind",
    "SyncRunsListStatus",
    "SyncRunsRetrieveExpandItem",
    "SyncRunsRetrieveFieldsItem",
    "SyncRunStatusEnum",
    "Transaction",
    "TransactionPart",
    "TransactionRequest",
    "TransactionsListExpandItem",
    "TransactionsListFieldsItem",
    "TransactionsListKind",
    "TransactionsRetrieveExpandItem",
    "TransactionsRetrieveFieldsItem",
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
