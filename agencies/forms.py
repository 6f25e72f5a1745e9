from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from agencies.models import User


class JoinForm(forms.Form):
    """What somebody who is invited and has no account yet tells us."""

    name = forms.CharField(max_length=120, label="Your name", help_text="Colleagues see it beside your messages.")
    password = forms.CharField(
        strip=False, label="Choose a password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.data.get("name", "")))
        return password

    def create_user(self) -> User:
        """Make the account."""
        user: User = User.objects.create_user(self.email, self.cleaned_data["password"], name=self.cleaned_data["name"])
        return user
