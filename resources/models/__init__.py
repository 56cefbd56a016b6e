"""The library: resources, FAQs, publications and topic hubs."""

from resources.models.faq import FAQPage
from resources.models.hub import TopicHubPage
from resources.models.publication import PublicationPage
from resources.models.resource import ResourceIndexPage, ResourcePage

__all__ = ["FAQPage", "PublicationPage", "ResourceIndexPage", "ResourcePage", "TopicHubPage"]
