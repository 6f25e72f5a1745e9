"""The admin site of owners, admins and the operator; everybody else stays outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from unfold.sites import UnfoldAdminSite

from analytics.report_pages import PAGES

#: unfold draws with Alpine, which evaluates the expressions in its attributes. For the admin only.
RELAXED = {"script-src": ["'unsafe-eval'"], "style-src": ["'unsafe-inline'"]}
OURS = {"agencies", "chats", "analytics", "integrations"}


class AgencyAdminSite(UnfoldAdminSite):
    """Logs in through allauth, and shuts out chatters with a 403 instead of a login loop."""

    index_title = "Start"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take on our own models only: the admins that libraries bring know no scope."""
        models: list[Any] = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        ours = [model for model in models if model._meta.app_label in OURS]
        super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        actor = getattr(request, "actor", None)
        return bool(actor and actor.uses_admin)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                return self.login(request)
            return inner(request, *args, **kwargs)  # type: ignore[no-any-return]

        return csp_update(RELAXED)(guarded)  # type: ignore[arg-type]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send a stranger to the login, whoever has no admin to a 403, and whoever is in already to the start."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Passwords are changed in one place, which limits how often one may guess."""
        return redirect("account_change_password")

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The search of the menu. A page that is none is not found."""
        try:
            return super().search(request, extra_context)  # type: ignore[no-any-return]
        except InvalidPage as error:
            raise Http404 from error

    def get_urls(self) -> list[Any]:
        """The reports, and all addresses but the shortcut by content type, which asks no scope."""
        reports = [path(f"reports/{route}", self.admin_view(view), name=name) for route, view, name in PAGES]
        return [*reports, *(url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site")]
