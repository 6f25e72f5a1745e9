from __future__ import annotations

from typing import Any

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: Any = [("integrations", "0001_initial")]

    operations: Any = [
        migrations.AlterField(
            model_name="importrun",
            name="source",
            field=models.CharField(
                choices=[
                    ("ofscraper", "OF-Scraper"),
                    ("ultimascraper", "UltimaScraper"),
                    ("onlyfansapi", "OnlyFansAPI.com (chat_messages export, CSV)"),
                ],
                default="ofscraper",
                help_text="The program that wrote the file.",
                max_length=30,
                verbose_name="written by",
            ),
        ),
    ]
