"""Secrets at rest: sealed before they are stored, opened only where they are used.

`ENCRYPTION_KEYS` holds any number of secrets: the first seals, all open, so that a key can be replaced step by step.
A sealed text is a Fernet token (https://github.com/fernet/spec): AES-128-CBC with HMAC-SHA256.
"""

from __future__ import annotations

import base64
import functools

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SecretUnreadableError(Exception):
    """The secret was sealed with a key that is not among ours; whoever knows it must enter it anew."""

    def __init__(self) -> None:
        super().__init__(
            "This secret was encrypted with a key that is not in ENCRYPTION_KEYS. Add that key, or enter it anew."
        )


def seal(secret: str) -> str:
    """The secret as it may be stored; nothing stays nothing."""
    return _vault(tuple(settings.ENCRYPTION_KEYS)).encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str) -> str:
    """The secret that was sealed. Raises `SecretUnreadableError`."""
    if not sealed:
        return ""
    try:
        return _vault(tuple(settings.ENCRYPTION_KEYS)).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SecretUnreadableError from None


@functools.lru_cache(maxsize=4)
def _vault(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    # The keys are long random texts, as SECRET_KEY is, so they need no slow derivation.
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ofagency secrets")
    return base64.urlsafe_b64encode(derivation.derive(key.encode()))
