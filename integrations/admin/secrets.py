"""Pages of rows whose secret is shown once, with buttons beside Save."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from agencies.admin_base import ScopedAdmin


class SecretAdmin(ScopedAdmin):
    """`save_model` leaves a new secret in `obj.secret` (else it is empty), then calls `press`; a button may leave one
    there, too. `show_secret` is the page that shows it."""

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        # There are many buttons already.
        fewer = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, {**fewer, **(extra_context or {})})

    def press(self, request: HttpRequest, obj: Any) -> None:
        """Do what the buttons do that were pressed."""
        for button in self._pressed(request, obj):
            button.method(request, obj)

    def _pressed(self, request: HttpRequest, obj: Any) -> list[Any]:
        buttons = self.get_actions_submit_line(request, obj.pk)
        return [button for button in buttons if button.action_name in request.POST]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        return self.show_secret(request, obj) if obj.secret else super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        if obj.secret:
            return self.show_secret(request, obj)
        response = super().response_change(request, obj)
        return HttpResponseRedirect(request.path) if self._pressed(request, obj) else response

    def show_secret(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """The page that shows it, the only time."""
        raise NotImplementedError
