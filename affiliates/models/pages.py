"""The directory of affiliates and the home of each sub-site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from affiliates.isolation.home_page import HomePageForm, HomePagePermissions
from affiliates.models.affiliate import Affiliate
from core.blocks import StoryBlock
from core.models import BasePage
from core.models.pages import RICH_TEXT_FEATURES, Sharing
from core.security_headers import allow_location

if TYPE_CHECKING:
    from users.models import User


class AffiliateIndexPage(BasePage):
    """The directory of affiliates."""

    introduction = RichTextField(_("introduction"), features=RICH_TEXT_FEATURES, blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["affiliates.AffiliateHomePage"]
    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    schema_type = "CollectionPage"
    query_budget = 20
    sharing = Sharing.NATIONAL

    class Meta:
        verbose_name = _("directory of affiliates")
        verbose_name_plural = _("directories of affiliates")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with the directory, whose readers may let their browser find their state on the map."""
        response = super().serve(request, *args, **kwargs)
        allow_location(response)
        return response


class AffiliateHomePage(BasePage):
    """The home page of an affiliate's sub-site."""

    affiliate = models.ForeignKey(
        Affiliate, verbose_name=_("affiliate"), on_delete=models.PROTECT, related_name="home_pages"
    )
    headline = models.CharField(_("headline"), max_length=150, blank=True, help_text=_("The first words readers see."))
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["affiliates.AffiliateIndexPage"]
    subpage_types: ClassVar[list[str]] = [
        "home.StandardPage",
        "programs.ProgramIndexPage",
        "programs.TrainingIndexPage",
        "case_studies.CaseStudyIndexPage",
        "case_studies.QuoteIndexPage",
        "resources.ResourceIndexPage",
        "press.PressIndexPage",
        "home.EventIndexPage",
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("affiliate"),
        FieldPanel("headline"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("headline"), index.SearchField("body")]
    query_budget = 40
    base_form_class = HomePageForm

    class Meta:
        verbose_name = _("affiliate")
        verbose_name_plural = _("affiliate home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page below: only on the affiliate's own host does the routing begin here."""
        from affiliates.routing import route_from_affiliate

        return route_from_affiliate(self, request, path_components)

    def permissions_for_user(self, user: User) -> HomePagePermissions:
        """Say what the user may do with the page: its own people do not take it away."""
        return HomePagePermissions(user, self)

    def structured_properties(self) -> dict[str, Any]:
        """The affiliate that the page is the home of."""
        affiliate = self.affiliate
        about = {"@type": "Organization", "name": affiliate.name, "alternateName": affiliate.short_name}
        place = {"areaServed": affiliate.place} | ({"sameAs": affiliate.website} if affiliate.website else {})
        return {"about": about | place}

    @property
    def meta_line(self) -> str:
        """The organisation behind the sub-site."""
        return self.affiliate.name
