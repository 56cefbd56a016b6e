"""Pictures and documents."""

from __future__ import annotations

import factory
import wagtail_factories
from django.core.files.base import ContentFile

from core.models import Document, Image


class ImageFactory(wagtail_factories.ImageFactory):
    """A small plain picture; the demonstration passes a drawn file."""

    title = factory.Sequence(lambda number: f"Picture {number}")
    file = factory.django.ImageField(width=1600, height=1000, color="#F5B83D")
    credit = "Just Schools"

    class Meta:
        model = Image


class DocumentFactory(wagtail_factories.DocumentFactory):
    """A small text file; the demonstration passes a PDF."""

    title = factory.Sequence(lambda number: f"Document {number}")
    file = factory.LazyAttributeSequence(lambda made, number: ContentFile(b"Words.", name=f"document-{number}.txt"))
    file_size = factory.LazyAttribute(lambda made: made.file.size)

    class Meta:
        model = Document
