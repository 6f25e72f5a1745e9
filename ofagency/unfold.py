"""How the admin looks. Links hidden here are only hidden: pages protect themselves (agencies.admin_base)."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy


def _link(title: str, icon: str, page: str) -> dict[str, Any]:
    """A line of the sidebar; `page` is app_model, and whoever may not see its rows does not see the line."""
    app, _, model = page.partition("_")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{page}_changelist"),
        "permission": lambda request: request.user.has_perm(f"{app}.view_{model}"),
    }


def _page(title: str, icon: str, name: str, permission: str) -> dict[str, Any]:
    """A line of the sidebar for a page that is no model's."""
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{name}"),
        "permission": lambda request: bool(request.actor.agency_id) and request.user.has_perm(permission),
    }


def agency_badge(request: Any) -> list[str] | None:
    """The agency worked in, beside the account; red for an operator, who is a guest there."""
    actor = request.actor
    if actor is None or not actor.agency_name:
        return None
    return [actor.agency_name, "danger" if actor.role == "operator" else "info"]


UNFOLD = {
    "SITE_TITLE": "OF Agency Platform",
    "SITE_HEADER": "OF Agency",
    "SITE_URL": "/inbox/",
    "SITE_ICON": lambda request: static("ofagency/icon.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("ofagency/icon.svg")}],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "ENVIRONMENT": "ofagency.unfold.agency_badge",
    "DASHBOARD_CALLBACK": "ofagency.dashboard.start_page",
    "STYLES": [lambda request: static("ofagency/admin.css")],
    "ACCOUNT": {
        "navigation": [
            {"title": "Name and time zone", "link": reverse_lazy("profile")},
            {"title": "Change agency", "link": reverse_lazy("switch_agency")},
            {"title": "Password", "link": reverse_lazy("account_change_password")},
            {"title": "Two-factor login", "link": reverse_lazy("mfa_index")},
            {"title": "Where you are logged in", "link": reverse_lazy("usersessions_list")},
        ]
    },
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "items": [
                    {"title": "Start", "icon": "home", "link": reverse_lazy("admin:index")},
                    {
                        "title": "Inbox",
                        "icon": "forum",
                        "link": reverse_lazy("inbox"),
                        "permission": lambda request: bool(request.actor.agency_id),
                    },
                ]
            },
            {
                "title": "Chats",
                "separator": True,
                "items": [
                    _link("Chats", "chat", "chats_chat"),
                    _link("Messages", "mail", "chats_message"),
                    _link("Mass messages", "campaign", "chats_massmessage"),
                    _page("Message review", "rate_review", "report_messages", "analytics.change_messagereview"),
                    _link("Reviews", "thumbs_up_down", "analytics_messagereview"),
                    _link("Media", "perm_media", "chats_mediaattachment"),
                    _link("Notes", "sticky_note_2", "chats_chatnote"),
                    _link("Scripts", "description", "chats_script"),
                    _link("Word rules", "rule", "chats_wordrule"),
                    _link("Guard", "shield", "chats_guardevent"),
                    _link("Guard rules", "policy", "chats_guardrule"),
                ],
            },
            {
                "title": "AI",
                "separator": True,
                "items": [
                    _link("AI responses", "smart_toy", "chats_airesponse"),
                    _page("What would be sent", "visibility", "chats_aisettings_preview", "chats.view_promptversion"),
                    _link("Prompts", "edit_note", "chats_promptversion"),
                    _link("Providers", "dns", "chats_aiprovider"),
                    _link("Prices of models", "sell", "chats_modelprice"),
                    _link("AI settings", "tune", "chats_aisettings"),
                    _link("AI experiments", "science", "chats_aiexperiment"),
                ],
            },
            {
                "title": "Reports",
                "separator": True,
                "items": [
                    _page("Revenue", "trending_up", "report_revenue", "analytics.view_creatorday"),
                    _page("Hours", "calendar_view_week", "report_activity", "analytics.view_creatorday"),
                    _page("Team", "leaderboard", "report_team", "analytics.view_creatorday"),
                    _page("Fans", "loyalty", "report_fans", "analytics.view_creatorday"),
                    _page("PPV", "sell", "report_ppv", "analytics.view_creatorday"),
                    _page("Subscriptions", "card_membership", "report_subscriptions", "analytics.view_creatorday"),
                    _page("AI", "smart_toy", "report_ai", "analytics.view_creatorday"),
                ],
            },
            {
                "title": "Money",
                "separator": True,
                "items": [
                    _link("Transactions", "payments", "analytics_transaction"),
                    _link("Subscriptions", "card_membership", "analytics_subscription"),
                    _link("Fan statistics", "monitoring", "analytics_fanstats"),
                    _link("Sales rules", "percent", "analytics_salesrules"),
                ],
            },
            {
                "title": "Alerts",
                "separator": True,
                "items": [
                    _link("Alerts", "notifications", "analytics_alert"),
                    _link("Alert rules", "rule_settings", "analytics_alertrule"),
                ],
            },
            {
                "title": "Pay",
                "separator": True,
                "items": [
                    {
                        "title": "Pay by month",
                        "icon": "request_quote",
                        "link": reverse_lazy("admin:pay_month"),
                        "permission": lambda request: request.user.has_perm("analytics.change_statement"),
                    },
                    _link("Statements", "receipt_long", "analytics_statement"),
                    _link("Commission plans", "percent", "analytics_commissionplan"),
                    _link("Who has which plan", "assignment_ind", "analytics_planassignment"),
                ],
            },
            {
                "title": "Other systems",
                "separator": True,
                "items": [
                    _link("Connections", "hub", "integrations_connection"),
                    _link("Fetching", "sync", "integrations_syncrun"),
                    _link("Events", "bolt", "integrations_inboundevent"),
                    _link("Imports", "upload", "integrations_importrun"),
                    _link("Webhooks", "webhook", "integrations_webhookendpoint"),
                    _link("Deliveries", "outbox", "integrations_webhookdelivery"),
                ],
            },
            {
                "title": "Agency",
                "separator": True,
                "items": [
                    _link("Creators", "star", "agencies_creator"),
                    _link("Members", "group", "agencies_membership"),
                    _link("Invitations", "outgoing_mail", "agencies_invitation"),
                    _link("Shifts", "schedule", "agencies_shift"),
                    _link("API keys", "key", "agencies_apikey"),
                    _link("Audit", "history", "agencies_auditevent"),
                    _link("Settings", "settings", "agencies_agency"),
                    _link("Inbox rules", "rule", "chats_inboxsettings"),
                    _link("Accounts", "manage_accounts", "agencies_user"),
                ],
            },
        ],
    },
    "COLORS": {
        "primary": {
            "50": "oklch(97% .014 264)",
            "100": "oklch(93.2% .032 264)",
            "200": "oklch(88.2% .059 264)",
            "300": "oklch(80.9% .105 264)",
            "400": "oklch(70.7% .165 264)",
            "500": "oklch(62.3% .2 264)",
            "600": "oklch(50.5% .19 264)",
            "700": "oklch(45% .18 264)",
            "800": "oklch(40% .16 264)",
            "900": "oklch(35% .14 264)",
            "950": "oklch(28% .09 264)",
        }
    },
}
