"""What webhooks are signed with, whichever way they go."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import models
from django.utils import timezone

from agencies.sealing import seal, unseal

#: How long the secret before the current one counts as well.
OVERLAP = dt.timedelta(hours=24)


class WebhookSecret(models.Model):
    """The sealed secret of webhooks that come to a row or go out from it, and for a while the one before it."""

    sealed_webhook_secret = models.TextField(blank=True, editable=False)
    sealed_previous_secret = models.TextField(blank=True, editable=False)
    previous_secret_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def webhook_secrets(self) -> list[str]:
        """The current secret, and for a while the one before it. Raises `SecretUnreadableError`."""
        sealed = [self.sealed_webhook_secret]
        if self.previous_secret_until and self.previous_secret_until > timezone.now():
            sealed.append(self.sealed_previous_secret)
        return [unseal(secret) for secret in sealed if secret]

    def renew_webhook_secret(self, secret: str = "") -> str:
        """Give the row a new secret, one of ours if none is given, and return it; the old one counts for `OVERLAP`."""
        secret = secret or self.new_webhook_secret()
        self.sealed_previous_secret = self.sealed_webhook_secret
        self.previous_secret_until = timezone.now() + OVERLAP if self.sealed_webhook_secret else None
        self.sealed_webhook_secret = seal(secret)
        return secret

    @staticmethod
    def new_webhook_secret() -> str:
        """A secret of ours, which nobody can guess."""
        return secrets.token_urlsafe(32)
