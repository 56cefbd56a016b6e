"""Vocabularies, furniture, affiliates and contacts."""

from __future__ import annotations

import factory
from django.utils.text import slugify
from factory.django import DjangoModelFactory
from wagtail.models import Locale, Site

from affiliates.models import Affiliate, Contact, LocalAssociation
from core.models import Audience, SiteFurniture, Topic


class TopicFactory(DjangoModelFactory):
    """A topic in the default language."""

    name = factory.Sequence(lambda number: f"Topic {number}")
    slug = factory.LazyAttribute(lambda made: slugify(made.name))
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Topic


class AudienceFactory(DjangoModelFactory):
    """An audience in the default language."""

    name = factory.Sequence(lambda number: f"Audience {number}")
    slug = factory.LazyAttribute(lambda made: slugify(made.name))
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Audience


class SiteFurnitureFactory(DjangoModelFactory):
    """The furniture of the default site in the default language."""

    organisation = "National Education Association"
    tagline = "Great public schools for every student"
    site = factory.LazyFunction(lambda: Site.objects.get(is_default_site=True))
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = SiteFurniture


class AffiliateFactory(DjangoModelFactory):
    """An affiliate with the national colours."""

    place = factory.Sequence(lambda number: f"State {number}")
    name = factory.LazyAttribute(lambda made: f"{made.place} Education Association")
    short_name = factory.LazyAttribute(lambda made: "".join(word[0] for word in made.name.split())[:12])
    slug = factory.LazyAttribute(lambda made: slugify(made.place))

    class Meta:
        model = Affiliate


class LocalAssociationFactory(DjangoModelFactory):
    """A local association of a new affiliate."""

    affiliate = factory.SubFactory(AffiliateFactory)
    city = factory.Sequence(lambda number: f"Town {number}")
    name = factory.LazyAttribute(lambda made: f"{made.city} Education Association")

    class Meta:
        model = LocalAssociation


class ContactFactory(DjangoModelFactory):
    """A national contact in the default language."""

    role = "general"
    name = factory.Sequence(lambda number: f"Office {number}")
    phone = "202-555-0100"
    email = "office@example.org"
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Contact
