"""Affiliates, their people and their sub-sites."""

from affiliates.models.activity import Activity, ActivityEntry
from affiliates.models.affiliate import Affiliate
from affiliates.models.association import LocalAssociation
from affiliates.models.association_import import AssociationImport
from affiliates.models.contact import Contact
from affiliates.models.pages import AffiliateHomePage, AffiliateIndexPage
from affiliates.models.people import AffiliateGroup, Role
from affiliates.models.review import NationalReviewTask
from affiliates.models.service import ServiceRestriction
from affiliates.models.sharing import HiddenPage, SharingRule
from affiliates.models.state import MILITARY, TERRITORIES, State
from affiliates.models.team import FormerMember, TeamInvitation

__all__ = [
    "MILITARY",
    "TERRITORIES",
    "Activity",
    "ActivityEntry",
    "Affiliate",
    "AffiliateGroup",
    "AffiliateHomePage",
    "AffiliateIndexPage",
    "AssociationImport",
    "Contact",
    "FormerMember",
    "HiddenPage",
    "LocalAssociation",
    "NationalReviewTask",
    "Role",
    "ServiceRestriction",
    "SharingRule",
    "State",
    "TeamInvitation",
]
