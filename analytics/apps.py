from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "analytics"

    def ready(self) -> None:
        from agencies import changes
        from analytics.tasks import follow_changes

        changes.listeners.append(follow_changes)
