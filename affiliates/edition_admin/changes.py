"""Making editions, letting go of them and bringing them back; each says first what will happen."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from affiliates.edition_admin.bases import Confirmation, OfEdition
from affiliates.editions import verbs
from affiliates.models import RemovedEdition
from affiliates.national_content import national_pages
from affiliates.subsite import Subsite


class MakeView(Confirmation):
    """Makes a local edition of a national page and opens it in the editor."""

    page_title = gettext_lazy("Make a local edition")
    button = gettext_lazy("Make a local edition")

    @cached_property
    def source(self) -> Page:
        """The national page. Raises Http404 for one that the sub-site does not carry."""
        for home in self.homes.values():
            page: Page | None = national_pages(Subsite(home)).filter(pk=self.kwargs["page_id"]).first()
            if page is not None:
                return page
        raise Http404

    def get(self, request: HttpRequest, **ids: int) -> HttpResponse:
        """Say what will happen; where there is an edition, lead to it."""
        existing = self.affiliate.editions.filter(source=self.source, detached_at=None).first()
        if existing is not None and self.may_change:
            return redirect("wagtailadmin_pages:edit", existing.page_id)
        return super().get(request, **ids)

    def about(self) -> str:
        """Return the title of the national page."""
        return str(self.source.title)

    def consequences(self) -> list[str]:
        """Return what will happen."""
        return verbs.consequences("localize", self.source, self.affiliate)

    def back_url(self) -> str:
        """Return the list of national pages."""
        return reverse("national_content", args=[self.affiliate.pk])

    def change(self) -> str:
        """Make it, and go to Wagtail's editor."""
        edition = verbs.localize(self.source, self.affiliate, user=self.user)
        self.say(
            _("This is your edition of “%(title)s”, a draft: readers see it once you publish it.")
            % {"title": edition.page.title}
        )
        return reverse("wagtailadmin_pages:edit", args=[edition.page_id])


class EditionVerb(OfEdition, Confirmation):
    """Does something to an edition as a whole."""

    verb = ""

    def about(self) -> str:
        """Return the title of the edition."""
        return str(self.edition.page.title)

    def back_url(self) -> str:
        """Return the edition's own screen."""
        return self.edition_url

    def may(self) -> bool:
        """Whether this person may change the page."""
        return self.may_edit

    def consequences(self) -> list[str]:
        """Return what will happen."""
        return verbs.consequences(self.verb, self.edition, self.affiliate)


class DetachView(EditionVerb):
    """Lets go of the national page."""

    verb = "detach"
    page_title = gettext_lazy("Detach from the national page")
    button = gettext_lazy("Detach")
    is_serious = True

    def change(self) -> str:
        """Detach it."""
        verbs.detach(self.edition, user=self.user)
        self.say(_("“%(title)s” is a page of your own now.") % {"title": self.about()})
        return self.edition_url


class AttachView(EditionVerb):
    """Ties a detached edition to its national page again."""

    verb = "attach"
    page_title = gettext_lazy("Attach to the national page again")
    button = gettext_lazy("Attach again")

    def change(self) -> str:
        """Attach it."""
        verbs.attach(self.edition, user=self.user)
        self.say(_("“%(title)s” follows the national page again.") % {"title": self.about()})
        return self.edition_url


class ResetView(EditionVerb):
    """Gives up what differs from the national page."""

    verb = "reset"
    page_title = gettext_lazy("Reset to the national version")
    button = gettext_lazy("Reset")
    is_serious = True

    def change(self) -> str:
        """Reset it."""
        verbs.reset(self.edition, user=self.user)
        self.say(_("“%(title)s” says what the national page says.") % {"title": self.about()})
        return self.edition_url


class DeleteView(EditionVerb):
    """Takes the edition away, so that the inherited page shows again."""

    verb = "delete"
    page_title = gettext_lazy("Delete the local edition")
    button = gettext_lazy("Delete the edition")
    is_serious = True

    def may(self) -> bool:
        """Whether this person may delete the page."""
        return self.may_edit and bool(self.edition.page.permissions_for_user(self.user).can_delete())

    def change(self) -> str:
        """Delete it."""
        title = self.about()
        verbs.delete_edition(self.edition, user=self.user)
        self.say(_("The edition “%(title)s” is deleted. You can bring it back for 30 days.") % {"title": title})
        return f"{self.editions_url}?show=removed"


class RestoreView(Confirmation):
    """Brings a deleted or reset edition back."""

    page_title = gettext_lazy("Bring back an edition")
    button = gettext_lazy("Bring back")

    @cached_property
    def removed(self) -> RemovedEdition:
        """What was kept. Raises Http404 where this affiliate has no such thing."""
        rows = RemovedEdition.objects.filter(affiliate=self.affiliate, restored_at=None)
        return get_object_or_404(rows, pk=self.kwargs["removed_id"])

    def about(self) -> str:
        """Return the title that it had."""
        return self.removed.title

    def consequences(self) -> list[str]:
        """Return what will happen."""
        return verbs.consequences("restore", self.removed, self.affiliate)

    def back_url(self) -> str:
        """Return the list of what was removed."""
        return f"{self.editions_url}?show=removed"

    def change(self) -> str:
        """Bring it back."""
        edition: Any = verbs.restore(self.removed, user=self.user)
        self.say(_("“%(title)s” is back.") % {"title": self.removed.title})
        return reverse("edition", args=[self.affiliate.pk, edition.pk]) if edition else self.editions_url
