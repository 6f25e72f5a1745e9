"""What is typed of a connection."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from agencies.admin_base import ScopedForm
from integrations.models import Connection
from integrations.providers.base import Ability, Provider
from integrations.providers.generic.config import EXAMPLE
from integrations.providers.generic.config import check as check_config
from integrations.providers.registry import PROVIDERS


class ConfigurationField(forms.JSONField):
    """JSON that people read and write: in lines, and with the place where it breaks off being JSON."""

    def prepare_value(self, value: Any) -> Any:
        """As text; what was typed and is no JSON stays as it was typed."""
        return value if isinstance(value, InvalidJSONInput) else json.dumps(value, indent=2, ensure_ascii=False)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(f"This is no JSON: {error.__context__}.") from error


class ConnectionForm(ScopedForm):
    """An account, and its key, which goes in and never comes out."""

    provider = forms.ChoiceField(
        choices=lambda: [(provider.name, provider.label) for provider in PROVIDERS.values()],
        widget=UnfoldAdminSelectWidget,
        label="Service",
    )
    new_api_key = forms.CharField(
        required=False,
        max_length=500,
        strip=True,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"}),
        label="API key",
        help_text="It is encrypted and cannot be shown again. Leave empty to keep the one that is stored.",
    )

    new_webhook_secret = forms.CharField(
        required=False,
        max_length=500,
        strip=True,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"}),
        label="Secret of its events",
        help_text="Only if the service makes it itself; else leave it empty, and you get one.",
    )
    sample = forms.CharField(
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6, "spellcheck": "false"}),
        label="A sample of its events",
        help_text="Paste an event, press “Try the sample”, and see what would become of it. It is not kept.",
    )

    class Meta:
        model = Connection
        fields = [
            "creator", "provider", "account_id", "syncs_messages", "syncs_fans", "syncs_transactions", "sends_messages",
            "settings",
        ]  # fmt: skip
        widgets = {"settings": UnfoldAdminTextareaWidget(attrs={"rows": 24, "spellcheck": "false"})}
        field_classes = {"settings": ConfigurationField}
        help_texts = {
            "settings": "How the service signs its events, what stands where in them, and how it is called. "
            "docs/connections.md explains each setting, under “Another service”."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "settings" in self.fields and not self.instance.settings:
            # To be changed is easier than to be written.
            self.initial["settings"] = EXAMPLE

    def _get_validation_exclusions(self) -> set[str]:
        # Though it is not asked here, which connection sends depends on it.
        return super()._get_validation_exclusions() - {"is_active"}

    @property
    def service(self) -> Provider | None:
        """The service that was chosen, or that it is."""
        return PROVIDERS.get(self.cleaned_data.get("provider") or self.instance.provider)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        service = self.service
        if service and "settings" in self.cleaned_data:
            self._clean_settings(service)
        elif service and Ability.SEND not in service.abilities(self.instance.settings):
            # How it sends is said on the next page, and until then it is nobody's way out.
            self.cleaned_data["sends_messages"] = False
        has_key = self.instance.sealed_api_key or self.cleaned_data.get("new_api_key")
        if service and service.abilities(self.cleaned_data.get("settings")) and not has_key:
            self.add_error("new_api_key", "Give the key that the service has made for you.")
        return cleaned

    def _clean_settings(self, service: Provider) -> None:
        settings = self.cleaned_data["settings"]
        try:
            check_config(settings)
        except ValidationError as error:
            self.add_error("settings", error)
        else:
            if self.cleaned_data.get("sends_messages") and Ability.SEND not in service.abilities(settings):
                self.add_error("sends_messages", "Say in the configuration, under calls.send, how a reply is sent.")
