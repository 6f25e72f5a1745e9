from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password

from agencies.models import User


class ProfileForm(forms.ModelForm):
    """What a person says of themselves."""

    name = forms.CharField(max_length=120, label="Your name", help_text="Colleagues see it beside your messages.")
    timezone = forms.CharField(
        max_length=64, label="Your time zone", help_text="All times are shown in it, and Send later reckons with it.",
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off", "data-own-zone": ""}),
    )  # fmt: skip

    class Meta:
        model = User
        fields: ClassVar = ["name", "timezone"]

    @property
    def zones(self) -> list[str]:
        """Every time zone, to choose from."""
        return sorted(available_timezones())


class JoinForm(forms.Form):
    """What somebody who is invited and has no account yet tells us."""

    name = forms.CharField(max_length=120, label="Your name", help_text="Colleagues see it beside your messages.")
    password = forms.CharField(
        strip=False, label="Choose a password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    timezone = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-own-zone": "fill"}), label="Time zone"
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.data.get("name", "")))
        return password

    def clean_timezone(self) -> str:
        told: str = self.cleaned_data["timezone"]
        return told if told in available_timezones() else "UTC"

    def create_user(self) -> User:
        """Make the account."""
        told = self.cleaned_data
        user: User = User.objects.create_user(
            self.email, told["password"], name=told["name"], timezone=told["timezone"]
        )
        return user
