"""The agency, its people, its creators and its keys, as owners and admins see them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.timezone import localtime

from agencies.admin_base import ScopedAdmin, ScopedForm, ScopedInline, acting, actor_of
from agencies.invitations import invite, refuse_member, send_invitation
from agencies.models import (
    Agency,
    ApiKey,
    ApiKeyCreator,
    AuditEvent,
    Creator,
    CreatorAssignment,
    Invitation,
    Membership,
    Shift,
    User,
)
from agencies.scope import RANK, Role
from agencies.services import create_api_key, keep_an_owner, revoke_api_key, rotate_api_key

#: How long a key that was replaced here goes on working.
OVERLAP = dt.timedelta(hours=24)


class OwnRankMixin:
    """Offers no role above the actor's own."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        actor = actor_of(request)
        if db_field.name == "role" and actor:
            kwargs["choices"] = [choice for choice in Role.choices if RANK[choice[0]] <= actor.rank]
        return super().formfield_for_choice_field(db_field, request, **kwargs)  # type: ignore[misc]


class RefusalMixin:
    """If a rule refuses what is asked for, everything is undone and the rule's sentence shown."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._or_say_why(super().changeform_view, request, *args, **kwargs)  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._or_say_why(super().delete_view, request, *args, **kwargs)  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._or_say_why(super().changelist_view, request, *args, **kwargs)  # type: ignore[misc]

    def _or_say_why(self, view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request.get_full_path())


class AssignmentOfMember(ScopedInline):
    model = CreatorAssignment
    fields = ["creator"]
    autocomplete_fields = ["creator"]
    verbose_name_plural = "creators assigned"


class AssignmentOfCreator(ScopedInline):
    model = CreatorAssignment
    fields = ["membership"]
    verbose_name_plural = "chatters assigned"


class CreatorOfKey(ScopedInline):
    model = ApiKeyCreator
    fields = ["creator"]
    autocomplete_fields = ["creator"]


@admin.register(Agency)
class AgencyAdmin(ScopedAdmin):
    list_display = ["name", "timezone", "currency", "is_active", "created_at"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "timezone", "currency", "is_active"]
    operator_only = ("slug", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        actor = actor_of(request)
        return () if actor and actor.rank == RANK["operator"] else self.operator_only


@admin.register(User)
class UserAdmin(RefusalMixin, ScopedAdmin):
    list_display = ["email", "name", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "timezone", "is_active", "is_superuser", "last_login"]
    readonly_fields = ["last_login"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        for agency_id in obj.memberships.filter(role=Role.OWNER).values_list("agency_id", flat=True):
            keep_an_owner(agency_id=agency_id)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete_queryset(request, User.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        owned = set(Membership.objects.filter(user__in=queryset, role=Role.OWNER).values_list("agency_id", flat=True))
        super().delete_queryset(request, queryset)
        for agency_id in owned:
            keep_an_owner(agency_id=agency_id)


@admin.register(Membership)
class MembershipAdmin(RefusalMixin, OwnRankMixin, ScopedAdmin):
    """People join by invitation; here their role and their creators are set."""

    list_display = ["user", "role", "creators", "last_login", "is_active"]
    list_filter = ["role", "is_active"]
    list_select_related = ["user"]
    search_fields = ["user__email", "user__name"]
    fields = ["user", "role", "is_active", "last_login"]
    readonly_fields = ["user", "last_login"]
    inlines = [AssignmentOfMember]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related(
            models.Prefetch(
                "assignments",
                CreatorAssignment.objects.visible_to(actor_of(request)).select_related("creator"),
                to_attr="shown_assignments",
            )
        )  # fmt: skip

    @admin.display(description="creators assigned")
    def creators(self, membership: Any) -> str:
        return ", ".join(str(row.creator) for row in membership.shown_assignments) or "–"

    @admin.display(description="last login", ordering="user__last_login")
    def last_login(self, membership: Membership) -> Any:
        return localize(localtime(membership.user.last_login)) if membership.user.last_login else "never"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        keep_an_owner(agency_id=form.instance.agency_id)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        keep_an_owner(agency_id=obj.agency_id)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        actor = actor_of(request)
        super().delete_queryset(request, queryset)
        if actor and actor.agency_id:
            keep_an_owner(agency_id=actor.agency_id)


class InvitationForm(ScopedForm):
    """Whom to invite, and as what."""

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if self.actor and self.actor.agency_id:
            refuse_member(actor=self.actor, email=email)
        return email


@admin.register(Invitation)
class InvitationAdmin(OwnRankMixin, ScopedAdmin):
    list_display = ["email", "role", "invited_by", "created_at", "expires_at", "accepted_at"]
    list_filter = ["role"]
    list_select_related = ["invited_by__user"]
    search_fields = ["email"]
    adding_is_audited = True

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["email", "role", "expires_at", "accepted_at"] if obj else ["email", "role"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = InvitationForm
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            raise PermissionDenied
        actor = acting(request)
        obj.token = invite(actor=actor, invitation=obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        link = request.build_absolute_uri(reverse("accept_invitation", args=[obj.token]))
        try:
            is_mailed = send_invitation(invitation=obj, link=link)
            said = (
                f"It was mailed to {obj.email}. You can also" if is_mailed else "No mail server is set up (EMAIL_URL):"
            )
        except OSError as error:
            said = f"The mail could not be sent ({error}):"
        explanation = f"{said} pass on this link yourself. It works once, within a week."
        return self.show_once(request, title=f"Invitation for {obj.email}", explanation=explanation, secret=link)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Creator)
class CreatorAdmin(ScopedAdmin):
    list_display = ["username", "display_name", "subscription_price", "is_verified", "last_seen_at", "is_active"]
    list_filter = ["is_active", "is_verified"]
    search_fields = ["username", "display_name"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "username", "display_name", "of_user_id", "subscription_price", "is_active", "is_verified",
                    "avatar_url", "header_url", "last_seen_at",
                ]
            },
        ),
        (
            "How she writes",
            {
                "description": "What chatters read and AI drafts keep to. Services outside are told all of it.",
                "fields": ["persona", "persona_dos", "persona_donts", "persona_facts", "languages"],
            },
        ),
    ]  # fmt: skip
    readonly_fields = ["last_seen_at"]
    inlines = [AssignmentOfCreator]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever has chats is deactivated instead (see `Chat.creator`)."""
        return super().has_delete_permission(request, obj) and not (obj and obj.chats.exists())


@admin.register(ApiKey)
class ApiKeyAdmin(RefusalMixin, OwnRankMixin, ScopedAdmin):
    """The secret is shown once, after creation; only its hash is stored."""

    list_display = [
        "name", "prefix", "role", "limited_to_creators", "rate_per_minute", "created_at", "last_used_at", "expiry_date",
        "revoked",
    ]  # fmt: skip
    list_filter = ["role", "revoked"]
    search_fields = ["name", "prefix"]
    fields = ["name", "role", "limited_to_creators", "rate_per_minute", "expiry_date"]
    inlines = [CreatorOfKey]
    actions = ["rotate", "revoke"]
    adding_is_audited = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("role", "expiry_date") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        actor = acting(request)
        obj.secret = create_api_key(actor=actor, key=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A key for which creators are listed sees no others, whether that was ticked or not."""
        super().save_related(request, form, formsets, change)
        key = form.instance
        if not key.limited_to_creators and key.creator_limits.exists():
            key.limited_to_creators = True
            key.save(update_fields=["limited_to_creators"])

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        return self.show_once(
            request,
            title=f"The key {obj.name}",
            explanation="Copy it now: only a hash of it is kept, and it cannot be shown again.",
            secret=obj.secret,
        )

    @admin.action(description="Replace the selected key", permissions=["change"])
    def rotate(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Shows the new secret, so one key at a time."""
        if len(keys := list(queryset[:2])) != 1:
            messages.error(request, "Replace one key at a time: each new secret is shown once, on its own page.")
            return None
        key, secret = rotate_api_key(actor=acting(request), key=keys[0], overlap=OVERLAP)
        return self.show_once(
            request,
            title=f"The new key {key.name}",
            explanation=(
                "Copy it now: only a hash of it is kept, and it cannot be shown again. "
                f"The old key works for {OVERLAP // dt.timedelta(hours=1)} hours more."
            ),
            secret=secret,
        )

    @admin.action(description="Revoke selected keys", permissions=["delete"])
    def revoke(self, request: HttpRequest, queryset: Any) -> None:
        actor = acting(request)
        for key in queryset:
            revoke_api_key(actor=actor, key=key)


@admin.register(Shift)
class ShiftAdmin(ScopedAdmin):
    list_display = ["membership", "started_at", "ended_at", "duration", "idle"]
    list_filter = ["membership"]
    list_select_related = ["membership__user"]
    fields = ["membership", "started_at", "ended_at", "duration", "idle", "summary"]
    readonly_fields = ["membership", "duration", "idle", "summary"]

    @admin.display(description="duration")
    def duration(self, shift: Shift) -> str:
        return str(shift.duration).split(".")[0]

    @admin.display(description="idle", ordering="idle_seconds")
    def idle(self, shift: Shift) -> str:
        return str(shift.idle)

    @admin.display(description="summary")
    def summary(self, shift: Shift) -> str:
        return format_html('<a href="{}">Chats, reply times and sales</a>', reverse("shift", args=[shift.pk]))


@admin.register(AuditEvent)
class AuditEventAdmin(ScopedAdmin):
    list_display = ["created_at", "actor_label", "action", "object_type", "object_label"]
    list_filter = ["object_type"]
    search_fields = ["actor_label", "object_label"]
    fields = ["created_at", "actor_label", "action", "object_type", "object_label", "changes"]
    readonly_fields = fields
