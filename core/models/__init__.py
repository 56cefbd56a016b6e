"""Models that every kind of page builds on."""

from core.models.furniture import SiteFurniture
from core.models.media import Document, Image, Rendition
from core.models.pages import BasePage, BasePageQuerySet, Classified
from core.models.vocabulary import Audience, Level, Topic

__all__ = [
    "Audience",
    "BasePage",
    "BasePageQuerySet",
    "Classified",
    "Document",
    "Image",
    "Level",
    "Rendition",
    "SiteFurniture",
    "Topic",
]
