from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "integrations"

    def ready(self) -> None:
        from agencies import changes
        from integrations.tasks import follow_changes

        changes.listeners.append(follow_changes)
