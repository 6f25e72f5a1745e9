"""The WSGI entry: `granian --interface wsgi ofagency.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ofagency.settings")
application = get_wsgi_application()
