"""Every address of the product."""

from __future__ import annotations

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from integrations.inbound.receiver import receive
from ofagency.health import healthz, metrics, readyz
from ofagency.views import home

# Swagger UI styles its elements inline; its scripts come from our own files.
docs_page = csp_update({"style-src": [UNSAFE_INLINE]})(SpectacularSwaggerSplitView.as_view(url_name="schema"))

urlpatterns = [
    path("api/v1/", include("ofagency.api_urls")),
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("inbox/mass/", include("chats.mass.urls")),
    path("inbox/shift/", include("chats.shift.urls")),
    path("inbox/", include("analytics.urls")),
    path("inbox/pay/", include("analytics.payroll.urls")),
    path("inbox/feedback/", include("analytics.review.urls")),
    path("inbox/", include("chats.inbox.urls")),
    path("", include("agencies.urls")),
    path("admin/", admin.site.urls),
    path("webhooks/<slug:provider>/<uuid:connection_id>/", receive, name="webhook"),
    # Nobody verifies a new address, and invitations go by it: the operator changes it (Accounts in the admin).
    path("accounts/email/", RedirectView.as_view(pattern_name="home"), name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", docs_page, name="api-docs"),
]

handler404 = "ofagency.errors.not_found"
handler500 = "ofagency.errors.server_error"
