"""Errors beyond REST framework's own; `agencies.api_defaults` makes problem details of them."""

from __future__ import annotations

from rest_framework import exceptions


class WrongParametersError(exceptions.ValidationError):
    """Something in the query string means nothing; `detail` goes by parameter."""
