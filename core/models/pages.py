"""What every page has: a standfirst, a cover picture, its place among topics, audiences and levels."""

from __future__ import annotations

from http import HTTPMethod
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction, Site
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core import place
from core.forms import PageForm
from core.models.vocabulary import Audience, ChoicesField, Level, Topic
from core.old_addresses import after_deleting, before_deleting

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class Sharing(models.TextChoices):
    """What the nation says about a page in the sub-sites of the affiliates."""

    OFFERED = "offered", _("Offered: affiliates may hide or adapt it")
    REQUIRED = "required", _("Required: it appears in every sub-site as it is")
    NATIONAL = "national", _("National only: it appears in no sub-site")


class BasePageQuerySet(PageQuerySet):
    """Page queries that readers' lists are made of."""

    def visible(self) -> Self:
        """Only what any reader may see, in one query: live, without a view restriction, in the language it claims.

        A copy that nobody has translated is not served under its language's address (core.serving), so it is not
        listed there either.
        """
        candidate = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        restrictions = PageViewRestriction.objects.annotate(candidate=candidate).filter(
            candidate__startswith=F("page__path")
        )
        is_own_text = Q(alias_of=None) | Q(alias_of__locale_id=F("locale_id"))
        return self.live().filter(is_own_text, ~Exists(restrictions))

    def in_language(self, language: str | None) -> Self:
        """Only pages in the language; none for None."""
        return self.filter(locale__language_code=language)

    def in_locale_of(self, page: Page) -> Self:
        """Only pages in the language of `page`."""
        return self.filter(locale_id=page.locale_id)

    def below(self, index: Page) -> Self:
        """What a reader finds in the list `index`: its children, and in a sub-site the inherited ones."""
        return self.filter(place.current().below(index))

    def in_tree_order(self) -> Self:
        """In the order of the tree; in a sub-site own pages, which stand deeper, before inherited ones."""
        return self.order_by("-depth", "path")

    def about_topics_of(self, page: BasePage) -> Self:
        """Pages that share a topic with `page`, whatever language the topics were chosen in."""
        return self.filter(topics__translation_key__in=page.topic_keys).exclude(pk=page.pk).distinct()


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class BasePage(Page):
    """The abstract base of every page type (design decision 1)."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One to three sentences: the standfirst of the page, the text on cards and in search results."),
    )
    cover = models.ForeignKey(
        "core.Image",
        verbose_name=_("cover picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cover_alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows, for people who cannot see it. Leave empty if it is only decoration."),
    )
    cover_caption = models.CharField(_("caption"), max_length=255, blank=True)

    objects: ClassVar[Any] = BasePageManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("cover"), FieldPanel("cover_alt"), FieldPanel("cover_caption")],
            heading=_("Cover picture"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.FilterField("translation_key")]
    override_translatable_fields: ClassVar[list[SynchronizedField]] = []

    base_form_class = PageForm
    # Pages are read; whatever is sent goes to an address of its own (design decision 8).
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    # Readers have no session, so nobody could open a private page; unpublish it instead.
    private_page_options: ClassVar[list[str]] = []
    # How many queries rendering one page of this type may take; a test holds each type to it.
    query_budget: ClassVar[int] = 30
    # What happens to national pages of this type in the sub-sites, unless a page says something else.
    sharing: ClassVar[Sharing] = Sharing.OFFERED
    # Fields that no local edition takes over, such as notes of the national staff.
    kept_national: ClassVar[frozenset[str]] = frozenset()
    # Whether affiliates publish pages of this type only after a review by the national office (affiliates.review).
    needs_national_review: ClassVar[bool] = False
    # The schema.org type of the page, read by core.structured_data.
    schema_type: ClassVar[str] = "WebPage"

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say which page the request shows: in a preview no route leads to it, and the frame must know."""
        request.served_page = self  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return site, host and path of the one address that the page has."""
        return place.current().url_parts(self)

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str | None:
        """Return where a reader goes for the page from where the reader is (core.place)."""
        return place.current().address(self) or None

    url = property(get_url)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the page with all below it; readers who come to their addresses are led to the page above."""
        with transaction.atomic():
            redirects = before_deleting(self)
            deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
            after_deleting(redirects)
        return deleted

    def structured_properties(self) -> dict[str, Any]:
        """What this type adds to its description for machines, in the words of schema.org."""
        return {}

    @cached_property
    def topic_keys(self) -> list[UUID]:
        """What the page is about, by the keys that topics share with their translations; empty without topics."""
        return [topic.translation_key for topic in self.topics.all()] if hasattr(self, "topics") else []

    @cached_property
    def localized_topics(self) -> list[Topic]:
        """The topics in the page's own language."""
        return list(Topic.objects.in_language(self.locale_id, self.topic_keys))

    @property
    def kind_label(self) -> str:
        """What this page is, in the reader's language, for cards and search results."""
        return str(self._meta.verbose_name).capitalize()

    @property
    def meta_line(self) -> str:
        """A few facts for a card; empty where there are none."""
        return ""


class Classified(models.Model):
    """Topics, audiences and levels of a page."""

    # Given by the page that this is mixed into.
    locale_id: int

    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    audiences = ParentalManyToManyField(Audience, verbose_name=_("audiences"), blank=True, related_name="+")
    levels = ChoicesField(
        models.PositiveSmallIntegerField(choices=Level.choices),
        verbose_name=_("levels"),
        blank=True,
        default=list,
        help_text=_("Levels of the Opportunity Coalition framework that this belongs to."),
    )

    classification_panel = MultiFieldPanel(
        [FieldPanel("topics"), FieldPanel("audiences"), FieldPanel("levels")], heading=_("Finding it")
    )
    classification_search_fields = [
        index.RelatedFields("topics", [index.SearchField("name")]),
        index.RelatedFields("audiences", [index.SearchField("name")]),
    ]
    # wagtail-localize leaves many-to-many fields out unless they are named.
    classification_translatable_fields = [SynchronizedField("topics"), SynchronizedField("audiences")]

    class Meta:
        abstract = True

    @cached_property
    def localized_audiences(self) -> list[Audience]:
        """The audiences in the page's own language."""
        keys = [audience.translation_key for audience in self.audiences.all()]
        return list(Audience.objects.in_language(self.locale_id, keys))

    @property
    def level_labels(self) -> list[tuple[int, str]]:
        """Number and name of each level, in logical order."""
        return [(number, str(Level(number).label)) for number in sorted(self.levels)]
