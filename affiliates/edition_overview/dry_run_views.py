"""The dry run: what publishing the draft of a national page would do to its editions, before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from affiliates.edition_admin.values import ShownChange, definition_of, shown_changes
from affiliates.edition_overview.bases import OfNationalPage
from affiliates.edition_overview.reading import BulkReading
from affiliates.editions.content import Content, content_of, draft_content, label_of_part
from affiliates.editions.forecast import Forecast, Line, forecast
from affiliates.merge import Note
from affiliates.models import Edition, EditionRun
from affiliates.people import is_affiliate_person
from affiliates.sharing import is_shareable

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Outcome = EditionRun.Outcome
SALT = "editions.dry-run"
CHECK = "check-editions"
# How long what Wagtail has validated may be published from the dry run.
GOOD_FOR = 3600
MOST_SAMPLES = 3


@dataclass(frozen=True)
class ShownLine:
    """An edition on the screen: whose it is, and samples of what it says where the nation changes something."""

    affiliate: str
    page_id: int
    is_published: bool
    unseen: list[str]
    samples: list[ShownChange]


@dataclass(frozen=True)
class Group:
    """Editions that end in the same way."""

    title: StrOrPromise
    explanation: StrOrPromise
    lines: list[ShownLine]


GROUPS: tuple[tuple[EditionRun.Outcome, StrOrPromise, StrOrPromise], ...] = (
    (
        Outcome.CONFLICT,
        gettext_lazy("Conflict"),
        gettext_lazy("Both changed the same words. The published page stays as it is until the affiliate has decided."),
    ),
    (
        Outcome.REVIEW,
        gettext_lazy("Wait for a look"),
        gettext_lazy("Clean, but this affiliate looks at updates before it publishes them."),
    ),
    (
        Outcome.APPLIED,
        gettext_lazy("Published at once"),
        gettext_lazy("Clean: the edition is brought up to date by itself."),
    ),
    (
        Outcome.DRAFT,
        gettext_lazy("Drafts"),
        gettext_lazy("Clean: the draft is brought up to date; readers see no difference yet."),
    ),
    (
        Outcome.UNCHANGED,
        gettext_lazy("Unchanged"),
        gettext_lazy("Nothing of the change concerns them, or they say it already."),
    ),
)


class DryRunView(OfNationalPage):
    """Shows the dry run of the present draft, and publishes the draft that was looked at."""

    template_name = "affiliates/admin/editions_overview/dry_run.html"
    page_title = gettext_lazy("Dry run")
    header_icon = "view"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Show what would happen."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Publish the draft that Wagtail has validated and this screen has shown, if it is still the latest."""
        revision = self.page.get_latest_revision()
        rights = self.page.permissions_for_user(self.user)
        is_checked = revision is not None and _checked(request.POST.get("checked", "")) == revision.pk
        if not is_checked or not rights.can_publish() or rights.page_locked():
            messages.error(
                request,
                _("The page has been changed, is locked, or waited too long. Nothing is published: look at it again."),
            )
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        PublishPageRevisionAction(revision, user=self.user).execute()
        messages.success(request, _("Page '%(page_title)s' has been published.") % {"page_title": self.page.title})
        return redirect("edition_progress", self.page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what would become of the editions."""
        page = self.page.specific
        national = draft_content(page)
        content = content_of(page) if national is None else national
        found, reading = forecast(self.page, content), BulkReading()
        screen = _Screen(reading, type(page), content, found)
        shown = reading.ahead(
            lambda: {
                "changes": shown_changes(reading, type(page), content, found.changes),
                "groups": [screen.group(*group) for group in GROUPS],
                "edited": [screen.line(line) for line in found.edited],
                "overridden": [screen.line(line) for line in found.overridden],
            }
        )
        checked = self.request.GET.get("checked", "")
        is_checked = _checked(checked) is not None and _checked(checked) == page.latest_revision_id
        return super().get_context_data(
            total=len(found.lines),
            detached=found.detached,
            has_draft=national is not None,
            checked=checked if is_checked else "",
            **shown,
            **kwargs,
        )


@dataclass(frozen=True)
class _Screen:
    """What is needed to write the lines of a forecast: the labels name the blocks of the national `content`."""

    reading: BulkReading
    model: type[Page]
    content: Content
    found: Forecast

    def group(self, outcome: EditionRun.Outcome, title: StrOrPromise, explanation: StrOrPromise) -> Group:
        return Group(title, explanation, [self.line(line) for line in self.found.ending(outcome)])

    def line(self, line: Line) -> ShownLine:
        unseen = dict.fromkeys(label_of_part(self.model, self.content, change) for change in line.unseen)
        samples = [self.sample(note) for note in line.conflicts[:MOST_SAMPLES]]
        return ShownLine(line.affiliate.name, line.page_id, line.is_published, list(unseen), samples)

    def sample(self, note: Note) -> ShownChange:
        """Return what the affiliate says beside what the nation would say."""
        is_block = not note.field and all(
            each is None or (isinstance(each, dict) and "type" in each) for each in (note.local, note.national)
        )
        if is_block:
            container = definition_of(self.model, note.path[:-1])
            text = self.reading.compared_blocks(container, note.local, note.national)
        else:
            text = self.reading.compared(definition_of(self.model, note.path), note.local, note.national)
        return ShownChange(label_of_part(self.model, self.content, note), "", text)


def _checked(token: str) -> int | None:
    """Return the revision that a token stands for, None for one that is wrong or too old."""
    try:
        return int(signing.loads(token, salt=SALT, max_age=GOOD_FOR))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def look_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Show the dry run instead of publishing, where the person asked for that in the editor.

    By then Wagtail has validated and saved the page, so the dry run may publish just that.
    """
    if request.POST.get("action-publish") != CHECK or not has_editions(page) or is_affiliate_person(request.user):
        return None
    token = signing.dumps(page.latest_revision_id, salt=SALT)
    return redirect(f"{reverse('edition_dry_run', args=[page.pk])}?checked={token}")


def has_editions(page: Page) -> bool:
    """Whether a national page has editions that follow it."""
    return Edition.objects.filter(source=page.pk, detached_at=None).exists() and is_shareable(page)
