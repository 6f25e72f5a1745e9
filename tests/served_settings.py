"""The settings of a served product that knows the passwords of the factories."""

from ofagency.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Everybody in the browser tests logs in from one address.
ACCOUNT_RATE_LIMITS = {"login": "1000/m/ip"}
