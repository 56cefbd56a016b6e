"""Registers the app."""

from django.apps import AppConfig


class CaseStudiesConfig(AppConfig):
    """Configuration of the `case_studies` app."""

    name = "case_studies"
