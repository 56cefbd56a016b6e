"""Affiliates, their people and their sub-sites."""

from affiliates.models.activity import Activity, ActivityEntry
from affiliates.models.affiliate import Affiliate
from affiliates.models.association import LocalAssociation
from affiliates.models.association_import import AssociationImport
from affiliates.models.contact import Contact
from affiliates.models.edition import (
    Correction,
    DisplacedText,
    Edition,
    EditionRun,
    OverrideNote,
    PendingUpdate,
    RemovedEdition,
    SourceQuestion,
    Suggestion,
    UpdateMode,
    UpdatePreference,
)
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
    "Correction",
    "DisplacedText",
    "Edition",
    "EditionRun",
    "FormerMember",
    "HiddenPage",
    "LocalAssociation",
    "NationalReviewTask",
    "OverrideNote",
    "PendingUpdate",
    "RemovedEdition",
    "Role",
    "ServiceRestriction",
    "SharingRule",
    "SourceQuestion",
    "State",
    "Suggestion",
    "TeamInvitation",
    "UpdateMode",
    "UpdatePreference",
]
