"""What `make bench` measures: how much each kind of page costs, on the settings of production."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()
