from __future__ import annotations

from django.urls import path

from analytics.payroll import views

urlpatterns = [
    path("", views.pay, name="pay"),
    path("<uuid:pk>/", views.payslip, name="payslip"),
]
