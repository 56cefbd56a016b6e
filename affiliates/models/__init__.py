"""Affiliates, their people and their sub-sites."""

from affiliates.models.affiliate import Affiliate
from affiliates.models.contact import Contact
from affiliates.models.pages import AffiliateHomePage, AffiliateIndexPage

__all__ = ["Affiliate", "AffiliateHomePage", "AffiliateIndexPage", "Contact"]
