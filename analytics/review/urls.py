from __future__ import annotations

from django.urls import path

from analytics.review import feedback

urlpatterns = [
    path("", feedback.feedback, name="feedback"),
    path("seen/", feedback.seen, name="feedback_seen"),
]
