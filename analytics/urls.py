from __future__ import annotations

from django.urls import path

from analytics import views

urlpatterns = [path("<uuid:pk>/", views.shift, name="shift")]
