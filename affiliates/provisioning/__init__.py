"""Sub-sites, born complete: one verb makes all that an affiliate needs, and repairs what is missing of it."""

from affiliates.provisioning.contacts import ContactDetails
from affiliates.provisioning.report import Made, ProvisioningReport
from affiliates.provisioning.service import (
    ServiceChange,
    describe_out_of_service,
    return_to_service,
    take_out_of_service,
    update_service,
)
from affiliates.provisioning.validation import validate_affiliate, validate_contacts, validate_languages
from affiliates.provisioning.verb import provision_affiliate

__all__ = [
    "ContactDetails",
    "Made",
    "ProvisioningReport",
    "ServiceChange",
    "describe_out_of_service",
    "provision_affiliate",
    "return_to_service",
    "take_out_of_service",
    "update_service",
    "validate_affiliate",
    "validate_contacts",
    "validate_languages",
]
