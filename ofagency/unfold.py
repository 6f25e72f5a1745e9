"""How the admin looks. Links hidden here are only hidden: pages protect themselves (agencies.admin_base)."""

from __future__ import annotations

UNFOLD = {
    "SITE_TITLE": "OF Agency Platform",
    "SITE_HEADER": "OF Agency",
    "SITE_URL": "/inbox/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
}
