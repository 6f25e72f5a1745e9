"""`migrate` as the owner of the tables; afterwards the bound role gets its rights on what is there now."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connections


class Command(MigrateCommand):
    help = MigrateCommand.help + " Runs as the tables' owner and keeps the bound role's rights."

    def handle(self, *args: Any, **options: Any) -> None:
        connection: Any = connections[options["database"]]
        with connection.as_owner():
            super().handle(*args, **options)
            call_command("createcachetable", database=options["database"], verbosity=0)
            if connection.bound_role:
                grant_to_bound_role(connection)


def grant_to_bound_role(connection: Any) -> None:
    """Rows may be read and written by the bound role; the schema and the migration record may not be changed."""
    role = connection.ops.quote_name(connection.bound_role)
    with connection.cursor() as cursor:
        cursor.execute(
            f"GRANT USAGE ON SCHEMA public TO {role}; "
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}; "
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}; "
            f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}; "
            f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}"
        )
