"""Affiliates, their people and their sub-sites."""
