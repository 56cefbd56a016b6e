"""An affiliate's wording proposed to the nation: made, compared with what the nation says by then, and answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from affiliates.activity import record
from affiliates.editions.content import Content, content_of, draft_content, part_of, schema_of, with_content
from affiliates.editions.mail import tell
from affiliates.editions.overrides import Version, working_version
from affiliates.editions.parts import (
    NoPlaceError,
    Place,
    place_in,
    repointed_part,
    value_at,
    with_part,
)
from affiliates.editions.places import counterparts_of
from affiliates.merge import Change, ChangeKind, MalformedContentError, compare, overrides
from affiliates.models import Activity, Edition, Suggestion
from core.models import Document, Image

if TYPE_CHECKING:
    from affiliates.merge import Struct
    from users.models import User

FILES: dict[str, Any] = {"image": Image, "document": Document}


class AnsweredError(Exception):
    """Somebody has answered the suggestion already."""


class ChangedMeanwhileError(Exception):
    """The nation has changed the part since the suggestion was made, or has no place for it any more."""


@dataclass(frozen=True)
class Comparison:
    """What a suggestion would do to the national page as it is now, its draft included.

    `proposed` is what accepting would change; `meanwhile` what the nation changed in that part since. `fits` says
    whether it can be accepted; `is_said` whether the page says it already.
    """

    draft: Content
    proposed: list[Change]
    meanwhile: list[Change]
    fits: bool

    @property
    def is_said(self) -> bool:
        """Whether the national page says it already."""
        return self.fits and not self.proposed


def suggest(edition: Edition, part: str, message: str, *, user: User) -> Suggestion:
    """Propose to the nation what an edition says in a part.

    Raises ValidationError where it says what the nation says, where it only stands elsewhere, where it needs pictures,
    files or pages that only the affiliate has, where it is proposed already, and where there is no national page.
    """
    source = _source(edition)
    version = working_version(edition)
    schema = schema_of(type(version.page))
    change = _proposable(edition, version, part)
    place = place_in(version.content, schema, part)
    suggestion = Suggestion(
        edition=edition,
        part=part,
        value=None if change.kind is ChangeKind.REMOVED else _for_the_nation(edition, version.content, part),
        national=value_at(version.base, schema, part),
        place=place.as_json() if place else None,
        message=message,
        made_by=user,
    )
    try:
        with transaction.atomic():
            suggestion.save()
            _note(suggestion, Activity.SUGGESTED, user)
    except IntegrityError as error:
        if "a_part_is_suggested_once_at_a_time" not in str(error):
            raise
        raise ValidationError(_("This is proposed already; the national office has not answered yet.")) from error
    context = {"affiliate": edition.affiliate, "title": source.title, "message": message}
    editors = PagePermissionPolicy().users_with_any_permission_for_instance(
        {"publish"}, source, include_superusers=False
    )
    path = reverse("edition_suggestion", args=[suggestion.pk])
    tell(editors.filter(is_active=True), "affiliates/email/suggestion_made", path, context)
    return suggestion


def proposable_parts(edition: Edition, version: Version) -> list[Change]:
    """Return what the version says differently and can be proposed; nothing once the edition is detached."""
    if edition.source_id is None or edition.detached_at:
        return []
    return [change for change in _changes(edition, version) if change.kind is not ChangeKind.MOVED]


def _changes(edition: Edition, version: Version) -> list[Change]:
    schema = schema_of(type(version.page))
    return overrides(version.base, version.content, schema, counterpart=counterparts_of(edition.affiliate))


def comparison_of(suggestion: Suggestion) -> Comparison:
    """Return what accepting a suggestion would do. Raises ValidationError where the national page is gone."""
    source = _source(suggestion.edition).specific
    schema = schema_of(type(source))
    draft = draft_content(source) or content_of(source)
    place = Place.from_json(suggestion.place) if suggestion.place else None
    then = _attempt(draft, schema, suggestion.part, suggestion.national, place)
    now = _attempt(draft, schema, suggestion.part, suggestion.value, place)
    return Comparison(
        draft=draft,
        proposed=compare(draft, now, schema) if now is not None else [],
        meanwhile=compare(then, draft, schema) if then is not None else [],
        fits=now is not None and then is not None and not compare(then, draft, schema),
    )


@transaction.atomic
def accept(suggestion: Suggestion, answer: str, *, user: User) -> Page:
    """Put what is suggested into a new draft of the national page, whose other changes stay. Returns the page.

    Raises AnsweredError, ChangedMeanwhileError with nothing changed, ValidationError where the page is gone, and
    PermissionError where `user` may not edit it or it is locked.
    """
    suggestion = _lock(suggestion)
    # Two answers about one page come one after the other: the second puts its part into the draft of the first.
    source = Page.objects.select_for_update().get(pk=_source(suggestion.edition).pk).specific
    rights = source.permissions_for_user(user)
    if not rights.can_edit() or rights.page_locked():
        raise PermissionError
    found = comparison_of(suggestion)
    if not found.fits:
        raise ChangedMeanwhileError
    if found.proposed:
        place = Place.from_json(suggestion.place) if suggestion.place else None
        content = with_part(found.draft, schema_of(type(source)), suggestion.part, suggestion.value, place)
        draft = with_content(source.get_latest_revision_as_object(), content)
        draft.save_revision(user=user, log_action=True)
    _close(suggestion, Suggestion.State.ACCEPTED, answer, user)
    return source


@transaction.atomic
def decline(suggestion: Suggestion, answer: str, *, user: User) -> None:
    """Answer that the national page stays as it is. Raises AnsweredError."""
    _close(_lock(suggestion), Suggestion.State.DECLINED, answer, user)


def _attempt(draft: Content, schema: Struct, part: str, value: Any, place: Place | None) -> Any:
    try:
        return with_part(draft, schema, part, value, place)
    except (NoPlaceError, MalformedContentError):
        return None


def _source(edition: Edition) -> Page:
    if edition.source is None or edition.detached_at:
        raise ValidationError(_("The page is not tied to a national page any more."))
    return edition.source


def _proposable(edition: Edition, version: Version, part: str) -> Change:
    changes = [change for change in _changes(edition, version) if part_of(change) == part]
    if not changes:
        raise ValidationError(_("Your page says here what the national page says."))
    change = next((change for change in changes if change.kind is not ChangeKind.MOVED), None)
    if change is None:
        raise ValidationError(_("Only its place differs here. Write to the national office about the order of a page."))
    return change


def _for_the_nation(edition: Edition, content: Content, part: str) -> Any:
    """Return the value of the part as the nation can use it: links to editions lead to their sources."""
    own: list[str] = []

    def national(kind: str, pk: int) -> int | None:
        found, is_own = _counterpart(edition, kind, pk)
        if is_own:
            own.append(kind)
        return found

    value = repointed_part(content, schema_of(edition.page.specific_class), part, national)
    if own:
        raise ValidationError(
            _(
                "This part shows a picture, a file or a page that only your affiliate has. Propose the words alone, or"
                " send the national office the picture or file first."
            )
        )
    return value


def _counterpart(edition: Edition, kind: str, pk: int) -> tuple[int | None, bool]:
    """Return the national object for one of an edition's, and whether only the affiliate has it."""
    if kind == "page":
        tied = Edition.objects.filter(affiliate=edition.affiliate, page=pk, detached_at=None).first()
        if tied is not None and tied.source_id:
            return tied.source_id, False
        homes = edition.affiliate.home_pages.values_list("path", flat=True)
        path = Page.objects.filter(pk=pk).values_list("path", flat=True).first()
        return None, bool(path) and any(str(path).startswith(home) for home in homes)
    collection: Collection | None = edition.affiliate.collection
    if kind in FILES and collection is not None:
        own = FILES[kind].objects.filter(pk=pk, collection__path__startswith=collection.path)
        return None, own.exists()
    return None, False


def _lock(suggestion: Suggestion) -> Suggestion:
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("edition__source", "edition__affiliate")
    row: Suggestion = rows.get(pk=suggestion.pk)
    if row.state != Suggestion.State.OPEN:
        raise AnsweredError
    return row


def _close(suggestion: Suggestion, state: Suggestion.State, answer: str, user: User) -> None:
    suggestion.state, suggestion.answer = state, answer
    suggestion.answered_by, suggestion.answered_at = user, timezone.now()
    suggestion.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    is_accepted = state == Suggestion.State.ACCEPTED
    _note(suggestion, Activity.SUGGESTION_ACCEPTED if is_accepted else Activity.SUGGESTION_DECLINED, user)
    maker = suggestion.made_by
    if maker is not None and maker.is_active:
        edition = suggestion.edition
        context = {"is_accepted": is_accepted, "title": edition.page.title, "answer": answer}
        path = reverse("suggestion_new", args=[edition.affiliate_id, edition.pk])
        tell([maker], "affiliates/email/suggestion_answered", path, context)


def _note(suggestion: Suggestion, action: Activity, user: User) -> None:
    edition = suggestion.edition
    record(edition.affiliate, action, user=user, subject=edition.page.title, page=edition.page)
