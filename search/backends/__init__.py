"""Wagtail search backends that know the language of what they index and of who searches."""
