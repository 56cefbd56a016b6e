"""Two affiliates with one object of every kind each, and a word in all their texts that gives away a leak."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from taggit.models import Tag
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    Locale,
    Page,
    PageSubscription,
    Site,
    UploadedFile,
)
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from affiliates.activity import record
from affiliates.editions.content import content_of
from affiliates.editions.localizing import localize
from affiliates.models import (
    Activity,
    Affiliate,
    AffiliateGroup,
    AffiliateHomePage,
    Contact,
    FormerMember,
    HiddenPage,
    LocalAssociation,
    OverrideNote,
    PendingUpdate,
    RemovedEdition,
    Role,
    Suggestion,
    TeamInvitation,
)
from affiliates.provisioning import provision_affiliate
from core.models import Document, Image
from demo.factories import DocumentFactory, ImageFactory, StandardPageFactory
from home.models import StandardPage
from users.models import User

# The page that a deleted edition was: no row has its id.
MISSING_PAGE = 987654322


@dataclass
class Belongings:
    """What an affiliate has: the id of one object of each kind, by the name that the sweep asks for."""

    affiliate: Affiliate
    # In everything that nobody outside the affiliate may see.
    canary: str
    # In what not even the nation's editors and translators may see: accounts, invitations, files.
    secret: str
    ids: dict[str, Any] = field(default_factory=dict)


def furnish(place: str, word: str) -> Belongings:
    """Give the demonstration's affiliate one object of every kind, with the word in all its texts."""
    affiliate = Affiliate.objects.get(place=place)
    # Without its e-mail and log entries the host would be as public as the sub-site is.
    affiliate = provision_affiliate(affiliate, languages=["es"], host=f"{word}.example.org").affiliate
    affiliate.refresh_from_db()
    belongings = Belongings(affiliate, word, f"{word}hush")
    _people(belongings)
    _files(belongings)
    _pages(belongings)
    _review(belongings)
    _translation(belongings)
    _editions(belongings)
    _rows(belongings)
    return belongings


def _people(its: Belongings) -> None:
    person = User.objects.create_user(
        f"{its.canary}@people.example", first_name=its.canary, last_name=f"{its.canary} Author"
    )
    person.groups.add(AffiliateGroup.objects.get(affiliate=its.affiliate, role=Role.EDITOR).group)
    quiet = User.objects.create_user(f"{its.secret}@people.example", first_name=its.secret, last_name="Quiet")
    quiet.groups.add(AffiliateGroup.objects.get(affiliate=its.affiliate, role=Role.VIEWER).group)
    for group in Group.objects.filter(affiliate_group__affiliate=its.affiliate):
        group.name = f"{group.name} {its.secret}"
        group.save()
    invitation = TeamInvitation(
        affiliate=its.affiliate, role=Role.EDITOR, email=f"invited-{its.secret}@people.example", invited_by=person
    )
    invitation.renew()
    invitation.save()
    FormerMember.objects.create(affiliate=its.affiliate, user=quiet, role=Role.EDITOR)
    its.ids |= {
        "user": person.pk,
        "quiet_user": quiet.pk,
        "group": AffiliateGroup.objects.get(affiliate=its.affiliate, role=Role.EDITOR).group_id,
        "invitation": invitation.pk,
        "affiliate": its.affiliate.pk,
    }


def _files(its: Belongings) -> None:
    collection = its.affiliate.collection
    assert collection is not None
    collection.name = f"{collection.name} {its.secret}"
    collection.save()
    private = collection.add_child(instance=Collection(name=f"Private {its.secret}"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    person = User.objects.get(pk=its.ids["user"])
    image = ImageFactory(title=f"Picture {its.secret}", collection=collection, description=its.secret)
    cover = ImageFactory(title=f"Cover {its.canary}", collection=collection)
    document = DocumentFactory(title=f"Paper {its.secret}", collection=private)
    for made in (image, document):
        made.tags.add(f"{its.secret} tag")
        made.uploaded_by_user = person
        made.save()
    uploads = {
        model: UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(b"nothing", name=f"{its.secret}.txt"),
            uploaded_by_user=person,
        )
        for model in (Image, Document)
    }
    its.ids |= {
        "collection": collection.pk,
        "image": image.pk,
        "cover": cover.pk,
        "document": document.pk,
        "document_name": document.filename,
        "tag": Tag.objects.get(name=f"{its.secret} tag").pk,
        "image_upload": uploads[Image].pk,
        "document_upload": uploads[Document].pk,
    }


def _pages(its: Belongings) -> None:
    person = User.objects.get(pk=its.ids["user"])
    home = AffiliateHomePage.objects.get(affiliate=its.affiliate, locale__language_code="en")
    page = StandardPageFactory(
        parent=home, title=f"{its.canary} page", slug=f"{its.canary}-page", owner=person, search_description=its.canary
    )
    page.cover_id = its.ids["cover"]
    page.save_revision(user=person, log_action=True).publish(user=person)
    other = StandardPageFactory(parent=home, title=f"{its.canary} other", slug=f"{its.canary}-other", owner=person)
    first = other.save_revision(user=person)
    first.publish(user=person)
    page.refresh_from_db()
    page.title = f"{its.canary} draft"  # type: ignore[assignment]
    draft = page.save_revision(user=person, log_action=True)
    locked = StandardPageFactory(parent=home, title=f"{its.canary} locked", slug=f"{its.canary}-locked", owner=person)
    locked.locked, locked.locked_by, locked.locked_at = True, person, timezone.now()
    locked.save()
    hidden = StandardPageFactory(
        parent=home, title=f"{its.canary} unpublished", slug=f"{its.canary}-unpublished", live=False, owner=person
    )
    comment = Comment.objects.create(page=page, user=person, text=f"{its.canary} comment", contentpath="title")
    reply = CommentReply.objects.create(comment=comment, user=person, text=f"{its.canary} reply")
    PageSubscription.objects.create(page=page, user=person, comment_notifications=True)
    session = EditingSession.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(StandardPage),
        object_id=page.pk,
        last_seen_at=timezone.now(),
    )
    its.ids |= {
        "home": home.pk,
        "page": page.pk,
        "other_page": other.pk,
        "locked_page": locked.pk,
        "unpublished_page": hidden.pk,
        "revision": draft.pk,
        "earlier_revision": page.live_revision_id or first.pk,
        "comment": comment.pk,
        "reply": reply.pk,
        "session": session.pk,
    }


def _review(its: Belongings) -> None:
    person = User.objects.get(pk=its.ids["user"])
    workflow = its.affiliate.workflow
    assert workflow is not None
    task = workflow.tasks.exclude(nationalreviewtask__isnull=False).get()
    workflow.name = f"{its.canary} workflow"
    workflow.save()
    task.name = f"{its.canary} step"
    task.save()
    page = Page.objects.get(pk=its.ids["page"]).specific
    state = workflow.start(page, person)
    step = state.current_task_state
    step.comment = f"{its.canary} remark"
    step.save()
    its.ids |= {"workflow": workflow.pk, "task": task.pk, "workflow_state": state.pk, "task_state": step.pk}


def _translation(its: Belongings) -> None:
    person = User.objects.get(pk=its.ids["user"])
    other = Page.objects.get(pk=its.ids["other_page"]).specific
    other.cover_id = its.ids["cover"]
    other.save_revision().publish()
    spanish = Locale.objects.get(language_code="es")
    translate_object(other, [spanish], user=person)
    source = TranslationSource.objects.get(object_id=other.translation_key)
    translation = Translation.objects.get(source=source, target_locale=spanish)
    segment = source.stringsegment_set.order_by("pk").first()
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=spanish,
        context=segment.context,
        data=f"{its.canary} translated",
        last_translated_by=person,
    )
    overridable = source.overridablesegment_set.order_by("pk").first()
    its.ids |= {
        "translation_source": source.pk,
        "translation": translation.pk,
        "string_segment": segment.pk,
        "overridable_segment": overridable.pk if overridable else 0,
    }


def _rows(its: Belongings) -> None:
    person = User.objects.get(pk=its.ids["user"])
    english = Locale.objects.get(language_code="en")
    contact = Contact.objects.create(
        affiliate=its.affiliate,
        locale=english,
        role="media",
        name=f"{its.canary} contact",
        email=f"contact@{its.canary}.example",
    )
    log(contact, "wagtail.edit", user=person, title=f"{its.canary} logged")
    association = LocalAssociation.objects.create(
        affiliate=its.affiliate, name=f"{its.canary} local", city=f"{its.canary} city", zip_codes=["60601"]
    )
    site = Site.objects.get(hostname=f"{its.canary}.example.org")
    site.site_name = its.canary
    site.save()
    redirect = Redirect.objects.create(
        site=site, old_path=f"/{its.canary}", redirect_link=f"https://example.org/{its.canary}"
    )
    front = Site.objects.get(is_default_site=True).root_page
    HiddenPage.objects.create(affiliate=its.affiliate, translation_key=front.translation_key, hidden_by=person)
    record(its.affiliate, Activity.SETTINGS_CHANGED, user=person, subject=f"{its.canary} activity")
    its.ids |= {
        "contact": contact.pk,
        "association": association.pk,
        "site": site.pk,
        "redirect": redirect.pk,
        "contact_key": contact.translation_key,
    }


def _editions(its: Belongings) -> None:
    """Give the affiliate an edition with an update that waits, a suggestion, and an edition that was deleted."""
    person = User.objects.get(pk=its.ids["user"])
    source = StandardPage.objects.live().filter(locale__language_code="en", depth=3).order_by("path").first()
    edition = localize(source, its.affiliate, user=person)
    page = edition.page.specific
    page.title = f"{its.canary} edition"
    page.save_revision(user=person, log_action=True).publish(user=person)
    ours = content_of(page)
    PendingUpdate.objects.create(
        edition=edition,
        reason=PendingUpdate.Reason.CONFLICT,
        base=edition.base,
        local=ours,
        national=edition.base | {"title": "Another title"},
        conflicts=1,
        source_revision_id=source.live_revision_id,
    )
    OverrideNote.objects.update_or_create(
        edition=edition, part=":title", defaults={"reason": f"{its.canary} reason", "first_seen": timezone.now()}
    )
    suggestion = Suggestion.objects.create(edition=edition, part=":title", value=page.title, message=its.canary)
    removed = RemovedEdition.objects.create(
        affiliate=its.affiliate,
        page_id=MISSING_PAGE,
        title=f"{its.canary} removed",
        kind=RemovedEdition.Kind.DELETED,
        content=ours,
        base=edition.base,
    )
    its.ids |= {
        "edition": edition.pk,
        "edition_page": page.pk,
        "suggestion": suggestion.pk,
        "removed_edition": removed.pk,
    }


@dataclass(frozen=True)
class Federation:
    """Illinois and Indiana, and the time before anything of theirs was made."""

    illinois: Belongings
    indiana: Belongings

    def other(self, its: Belongings) -> Belongings:
        """Return the other affiliate's belongings."""
        return self.indiana if its is self.illinois else self.illinois


def build() -> Federation:
    """Make both affiliates' belongings, in the transaction of the caller."""
    return Federation(furnish("Illinois", "zqprairiezq"), furnish("Indiana", "zqhoosierzq"))
