"""Connect creators' accounts, see how they are, and fetch their data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import orjson
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timesince import timesince
from unfold.decorators import action, display

from agencies.admin_base import ScopedAdmin, acting
from integrations import services
from integrations.admin.connection_form import ConnectionForm
from integrations.admin.secrets import SecretAdmin
from integrations.inbound.facts import UnclearError
from integrations.models import Connection, InboundEvent, SyncRun
from integrations.providers.base import Ability, ServiceError
from integrations.providers.generic.calls import shown_reply
from integrations.providers.registry import provider_of

#: How often a page with something under way loads again, in seconds.
REFRESH_SECONDS = 3
STATUS_COLORS = {
    Connection.Status.ACTIVE.label: "success",
    Connection.Status.NEW.label: "info",
    Connection.Status.ATTENTION.label: "danger",
    "paused": "warning",
}
RUN_COLORS = {"Done": "success", "Failed": "danger", "Paused": "warning", "Running": "info", "Waiting": "info"}


@admin.register(Connection)
class ConnectionAdmin(SecretAdmin):
    form = ConnectionForm
    adding_is_audited = True
    list_display = ["account", "service", "state", "last_event_at", "last_synced_at", "calls"]
    list_filter = ["status", "is_active", "creator"]
    list_select_related = ["creator"]
    search_fields = ["account_id", "creator__username"]
    ordering = ["creator__username"]
    actions = ["fetch_everything", "fetch_news", "find_gaps", "pause", "resume"]
    actions_submit_line = ["test", "subscribe", "fetch", "try_sample", "show_reply", "new_secret"]
    needs: ClassVar = {
        "test": Ability.CHECK, "subscribe": Ability.SUBSCRIBE, "fetch": Ability.FETCH, "show_reply": Ability.SEND,
    }  # fmt: skip
    asked = [
        "creator", "provider", "account_id", "new_api_key", "new_webhook_secret", "syncs_messages", "syncs_fans",
        "syncs_transactions", "sends_messages", "settings", "sample",
    ]  # fmt: skip
    #: What makes no sense for a service that is described by configuration, and for one that is known.
    of_known = {"syncs_messages", "syncs_fans", "syncs_transactions"}
    of_configured = {"settings", "sample", "new_webhook_secret"}
    of_fetched = {"progress", "last_synced_at", "calls", "credits_left"}
    shown = [
        "how_it_is", "progress", "events", "webhook_address", "last_event_at", "last_synced_at", "calls",
        "credits_left",
    ]  # fmt: skip

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": [name for name in self.asked if name not in ("settings", "sample")]})]
        service = provider_of(obj)
        left_out = self.of_known if service.is_configured else self.of_configured
        is_fetched = Ability.FETCH in service.abilities(obj.settings)
        shown = [name for name in self.shown if is_fetched or name not in self.of_fetched]
        asked = ["service" if name == "provider" else name for name in self.asked if name not in left_out]
        return [("How it is", {"fields": shown}), (None, {"fields": asked})]

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> Any:
        connection = self.get_queryset(request).filter(pk=object_id).first()
        buttons = super().get_actions_submit_line(request, object_id)
        left_out = {"try_sample", "show_reply"}
        if connection:
            service = provider_of(connection)
            can = service.abilities(connection.settings)
            left_out = set() if service.is_configured else left_out
            left_out |= {name for name, ability in self.needs.items() if ability not in can}
        return [button for button in buttons if button.method.__name__ not in left_out]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.shown, "creator", "service", "account_id"] if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["fields"] = None
        form = super().get_form(request, obj, change=change, **kwargs)
        shown = {*flatten_fieldsets(self.get_fieldsets(request, obj))} - {*self.get_readonly_fields(request, obj)}
        for name in set(form.base_fields) - shown:
            form.base_fields.pop(name)
        return form

    @display(description="account", header=True, ordering="creator__username")
    def account(self, connection: Connection) -> list[str]:
        return [str(connection.creator), connection.account_id]

    @admin.display(description="service")
    def service(self, connection: Connection) -> str:
        return connection.service

    @display(description="status", label=STATUS_COLORS)
    def state(self, connection: Connection) -> str:
        return connection.get_status_display() if connection.is_active else "paused"

    @admin.display(description="status")
    def how_it_is(self, connection: Connection) -> str:
        reason = connection.status_reason if connection.is_active else ""
        return " – ".join(filter(None, [self.state(connection), reason]))

    @admin.display(description="calls left this minute")
    def calls(self, connection: Connection) -> str:
        if connection.calls_per_minute is None:
            return "-"
        return f"{connection.calls_left} of {connection.calls_per_minute}"

    @admin.display(description="fetching")
    def progress(self, connection: Connection) -> str:
        run = connection.sync_runs.order_by("-created_at").first()
        if run is None:
            return "Nothing was fetched yet."
        address = reverse("admin:integrations_syncrun_change", args=[run.pk])
        return format_html('{} · <a href="{}">details</a>', progress_of(run), address)

    @admin.display(description="events")
    def events(self, connection: Connection) -> str:
        address = reverse("admin:integrations_inboundevent_changelist")
        rows = [
            (f"{address}?status__exact={status}", connection.events.filter(status=status)[:1000].count(), label)
            for status, label in InboundEvent.Status.choices
            if status in (InboundEvent.Status.WAITING, InboundEvent.Status.QUARANTINED)
        ]
        return format_html_join(" · ", '<a href="{}">{} {}</a>', rows)

    @admin.display(description="address for events")
    def webhook_address(self, connection: Connection) -> str:
        return format_html("<code>{}</code>", getattr(connection, "address", ""))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        connection = super().get_object(request, object_id, from_field)
        if connection:
            connection.address = self._address(request, connection)
        return connection

    def _address(self, request: HttpRequest, connection: Connection) -> str:
        return request.build_absolute_uri(reverse("webhook", args=[connection.provider, connection.pk]))

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        response = super().change_view(request, object_id, form_url, extra_context)
        return watched(request, response, SyncRun.objects.filter(connection_id=object_id))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.secret = services.save_connection(
            actor=acting(request),
            connection=obj,
            api_key=form.cleaned_data.get("new_api_key") or "",
            webhook_secret=form.cleaned_data.get("new_webhook_secret") or "",
        )
        obj.sample = form.cleaned_data.get("sample") or ""
        self.press(request, obj)

    def show_secret(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.show_once(
            request,
            title=f"{obj}: the secret of its events",
            explanation=f"At the service, add a webhook to {self._address(request, obj)} and give this as its signing "
            "secret. It cannot be shown again, only renewed.",
            secret=obj.secret,
        )

    @action(description="Test", permissions=["change"])
    def test(self, request: HttpRequest, obj: Connection) -> None:
        try:
            profile = services.check_connection(connection=obj)
        except ServiceError as error:
            messages.error(request, f"It does not work: {error}")
        else:
            messages.success(request, f"It works: this is {profile.display_name or profile.username}.")

    @action(description="Subscribe to events", permissions=["change"])
    def subscribe(self, request: HttpRequest, obj: Connection) -> None:
        address = self._address(request, obj)
        try:
            services.subscribe_to_events(actor=acting(request), connection=obj, address=address)
        except ServiceError as error:
            messages.error(request, f"The service does not deliver its events: {error}")
        else:
            messages.success(request, f"The service delivers the account's events to {address}.")

    @action(description="Fetch everything", permissions=["change"])
    def fetch(self, request: HttpRequest, obj: Connection) -> None:
        self._each(request, [obj], self._fetch(SyncRun.Kind.FIRST))

    @action(description="Try the sample", permissions=["change"])
    def try_sample(self, request: HttpRequest, obj: Any) -> None:
        try:
            event = provider_of(obj).read(obj.settings, orjson.loads(obj.sample))
        except orjson.JSONDecodeError as error:
            messages.error(request, f"The sample is no JSON: {error}.")
        except UnclearError as error:
            messages.error(request, f"The event would be put aside: {error}.")
        else:
            messages.success(request, f"{event.name} means: {event.fact or 'nothing to do'}")

    @action(description="Show how a reply is sent", permissions=["change"])
    def show_reply(self, request: HttpRequest, obj: Any) -> None:
        said = "A reply for $9.99 with two pictures would be sent like this:"
        messages.info(request, format_html("{}<pre>{}</pre>", said, shown_reply(obj.settings, obj.account_id)))

    @action(description="New event secret", permissions=["change"])
    def new_secret(self, request: HttpRequest, obj: Any) -> None:
        obj.secret = services.renew_webhook_secret(actor=acting(request), row=obj)

    @admin.action(description="Fetch everything", permissions=["change"])
    def fetch_everything(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, self._fetch(SyncRun.Kind.FIRST))

    @admin.action(description="Fetch what is new", permissions=["change"])
    def fetch_news(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, self._fetch(SyncRun.Kind.NEWS))

    @admin.action(description="Look for gaps and fill them", permissions=["change"])
    def find_gaps(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, self._fetch(SyncRun.Kind.REPAIR))

    @admin.action(description="Pause", permissions=["change"])
    def pause(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.pause_connection)

    @admin.action(description="Resume", permissions=["change"])
    def resume(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.resume_connection)

    def _fetch(self, kind: str) -> Callable[..., Any]:
        return lambda actor, connection: services.start_sync(actor=actor, connection=connection, kind=kind)

    def _each(self, request: HttpRequest, connections: Iterable[Connection], do: Callable[..., Any]) -> None:
        actor = acting(request)
        for connection in connections:
            try:
                do(actor=actor, connection=connection)
            except ValidationError as error:
                messages.error(request, f"{connection}: {' '.join(error.messages)}")


@admin.register(SyncRun)
class SyncRunAdmin(ScopedAdmin):
    list_display = ["created_at", "connection", "kind", "state", "progress", "finished_at"]
    list_filter = ["status", "kind", "connection"]
    list_select_related = ["connection__creator"]
    fields = ["connection", "kind", "state", "progress", "results", "error", "resume_at", "started_at", "finished_at"]
    readonly_fields = fields
    actions = ["pause", "resume"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description="status", label=RUN_COLORS)
    def state(self, run: SyncRun) -> str:
        return run.get_status_display()

    @admin.display(description="progress")
    def progress(self, run: SyncRun) -> str:
        return progress_of(run)

    @admin.display(description="so far")
    def results(self, run: SyncRun) -> str:
        rows = [(f"{number:,}", name.replace("_", " ")) for name, number in run.counts.items()]
        return format_html_join(", ", "{} {}", rows) or "-"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return watched(request, super().changelist_view(request, extra_context), self.get_queryset(request))

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        response = super().change_view(request, object_id, form_url, extra_context)
        return watched(request, response, self.get_queryset(request).filter(pk=object_id))

    @admin.action(description="Pause", permissions=["change"])
    def pause(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.pause_sync)

    @admin.action(description="Resume", permissions=["change"])
    def resume(self, request: HttpRequest, queryset: Any) -> None:
        self._each(request, queryset, services.resume_sync)

    def _each(self, request: HttpRequest, queryset: Any, do: Callable[..., Any]) -> None:
        actor = acting(request)
        for run in queryset.select_related("connection__creator"):
            try:
                do(actor=actor, run=run)
            except ValidationError as error:
                messages.error(request, f"{run}: {' '.join(error.messages)}")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing of a run is typed."""
        raise PermissionDenied


def progress_of(run: SyncRun) -> str:
    """A bar, what is being done, and how long it may take."""
    words = [f"{run.percent} %"]
    if run.chats_total:
        words.append(f"{run.chats_done:,} of {run.chats_total:,} chats")
    if run.status == SyncRun.Status.RUNNING and run.phase:
        words.append(f"at the {run.phase}")
    if run.status == SyncRun.Status.RUNNING and run.resume_at:
        words.append(f"goes on at {date_format(timezone.localtime(run.resume_at), 'H:i:s')}")
    elif left := run.time_left:
        words.append(f"about {_in_words(left)} left")
    if run.error:
        words.append(run.error)
    return format_html('<progress max="100" value="{0}">{0} %</progress> {1}', run.percent, " · ".join(words))


def _in_words(duration: dt.timedelta) -> str:
    """A duration in the two largest units, down to a minute."""
    if duration < dt.timedelta(minutes=1):
        return "less than a minute"
    now = timezone.now()
    return timesince(now - duration, now)


def watched(request: HttpRequest, response: Any, runs: Any) -> Any:
    """Load the page again in a moment while one of the runs is under way; never while somebody fills a form."""
    if request.method == "GET" and runs.filter(status__in=[SyncRun.Status.WAITING, SyncRun.Status.RUNNING]).exists():
        response["Refresh"] = str(REFRESH_SECONDS)
    return response
