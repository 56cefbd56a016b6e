"""Local editions: an affiliate's own version of a national page, and how the two are kept together."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from affiliates.models.affiliate import Affiliate


class UpdateMode(models.TextChoices):
    """What happens to a national change that conflicts with nothing."""

    APPLY = "apply", _("Publish it at once")
    REVIEW = "review", _("Keep it as a draft until somebody has looked")


class Edition(models.Model):
    """Ties an affiliate's page to the national page that it is a version of (design decision 3).

    `base` is the content of the source with which the live edition was last reconciled, `draft_base` the same for its
    draft: what differs from it is the affiliate's own. `synced_revision` is the live revision of the source that was
    seen last, so an edition is up to date when it is the source's live revision.
    """

    page = models.OneToOneField(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="edition")
    source = models.ForeignKey(
        Page,
        verbose_name=_("source"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="editions",
        help_text=_("Empty once the national page is deleted."),
    )
    affiliate = models.ForeignKey(
        Affiliate, verbose_name=_("affiliate"), on_delete=models.CASCADE, related_name="editions"
    )
    base = models.JSONField(_("base"), default=dict)
    draft_base = models.JSONField(_("base of the draft"), null=True, blank=True)
    # The oldest revision of the page that rests on `draft_base`; those before it rest on `base`.
    draft_revision_id = models.BigIntegerField(_("first revision with the base of the draft"), null=True)
    synced_revision_id = models.BigIntegerField(_("revision of the source seen last"), null=True)
    synced_at = models.DateTimeField(_("reconciled"), null=True)
    mode = models.CharField(
        _("clean updates"),
        max_length=8,
        choices=UpdateMode.choices,
        blank=True,
        help_text=_("Empty: as the affiliate chose."),
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    # Where the source was when the edition last stood at its path: an edition that stands there still goes with it.
    source_url_path = models.TextField(_("path of the source"), blank=True, editable=False)
    # Purely local since then; the source is kept, so that the edition can be attached again.
    detached_at = models.DateTimeField(_("detached"), null=True, blank=True)

    class Meta:
        verbose_name = _("local edition")
        verbose_name_plural = _("local editions")
        constraints = [
            models.UniqueConstraint(
                fields=["affiliate", "source"],
                condition=models.Q(detached_at=None),
                name="one_edition_of_a_page_for_each_affiliate",
            )
        ]
        indexes = [models.Index(fields=["source", "synced_revision_id"], name="affiliates_edition_behind")]

    def __str__(self) -> str:
        return f"{self.affiliate}: {self.page_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note where the source is when the edition is made."""
        if self._state.adding and self.source is not None and not self.source_url_path:
            self.source_url_path = self.source.url_path
        super().save(*args, **kwargs)


class PendingUpdate(models.Model):
    """A national change that waits for somebody of the affiliate: it conflicts, or they want to look first.

    One for each edition; a later national change replaces it. Its three contents are those that were merged: merging
    them again gives the same result with the same conflicts, so these are not kept.
    """

    class Reason(models.TextChoices):
        """Why it waits."""

        CONFLICT = "conflict", _("Both sides changed the same words")
        REVIEW = "review", _("Waits to be looked at")

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="pending")
    reason = models.CharField(_("reason"), max_length=8, choices=Reason.choices)
    base = models.JSONField(_("national content before"))
    local = models.JSONField(_("local content"))
    national = models.JSONField(_("national content"))
    conflicts = models.PositiveIntegerField(_("conflicts"), default=0)
    source_revision_id = models.BigIntegerField(null=True)
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("waiting update")
        verbose_name_plural = _("waiting updates")

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.reason}"


class UpdatePreference(models.Model):
    """How an affiliate takes clean updates: for all pages, or for one page type."""

    affiliate = models.ForeignKey(Affiliate, on_delete=models.CASCADE, related_name="update_preferences")
    page_type = models.CharField(_("type of page"), max_length=100, blank=True, help_text=_("Empty: for all others."))
    mode = models.CharField(_("clean updates"), max_length=8, choices=UpdateMode.choices)

    class Meta:
        verbose_name = _("way to take updates")
        verbose_name_plural = _("ways to take updates")
        constraints = [
            models.UniqueConstraint(fields=["affiliate", "page_type"], name="one_way_to_take_updates_for_a_type")
        ]

    def __str__(self) -> str:
        return f"{self.affiliate_id}: {self.page_type}"


class EditionRun(models.Model):
    """What became of one national publish in one edition; the national editor watches these."""

    class Outcome(models.TextChoices):
        """How it ended."""

        APPLIED = "applied", _("Applied")
        DRAFT = "draft", _("Applied to the draft")
        UNCHANGED = "unchanged", _("Nothing to change")
        REVIEW = "review", _("Waits to be looked at")
        CONFLICT = "conflict", _("Conflict")
        CORRECTED = "corrected", _("Required correction applied")
        FAILED = "failed", _("Failed")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="runs")
    source_revision_id = models.BigIntegerField()
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    at = models.DateTimeField(_("when"), auto_now=True)
    message = models.TextField(_("message"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "source_revision_id"], name="one_update_of_an_edition_for_each_publish"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.outcome}"


class OverrideNote(models.Model):
    """Why an affiliate says something else, and when to look again; `part` is the key of the merge's change."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="override_notes")
    part = models.CharField(_("part"), max_length=255)
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    first_seen = models.DateTimeField(_("differs since"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # Accepted that the other languages say the national text (the diamond check).
    accepted_in_other_languages = models.BooleanField(_("other languages may differ"), default=False)

    class Meta:
        verbose_name = _("note on an override")
        verbose_name_plural = _("notes on overrides")
        constraints = [models.UniqueConstraint(fields=["edition", "part"], name="one_note_for_each_override")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.part}"


class DisplacedText(models.Model):
    """The words of an affiliate that made way: kept beside what replaced them, with a way back."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="displaced")
    part = models.CharField(_("part"), max_length=255)
    ours = models.JSONField(_("local text"))
    replaced_by = models.JSONField(_("national text"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("displaced text")
        verbose_name_plural = _("displaced texts")

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.part}"


class Correction(models.Model):
    """A national change that every edition must have by a date: the affiliates are told, and can adapt in time."""

    source = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="corrections")
    source_revision_id = models.BigIntegerField()
    # What was published before it: what the correction itself changes is the difference.
    before = models.JSONField(_("national content before"), null=True)
    must_apply_by = models.DateTimeField(_("must apply by"))
    reason = models.TextField(_("reason"), max_length=1000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)

    class Meta:
        verbose_name = _("required correction")
        verbose_name_plural = _("required corrections")

    def __str__(self) -> str:
        return f"{self.source_id}: {self.must_apply_by:%Y-%m-%d}"


class SourceQuestion(models.Model):
    """What an affiliate is asked when the source of an edition was unpublished or deleted; its text stays meanwhile."""

    class Event(models.TextChoices):
        """What happened to the source."""

        UNPUBLISHED = "unpublished", _("Unpublished")
        DELETED = "deleted", _("Deleted")

    class Answer(models.TextChoices):
        """What becomes of the edition."""

        KEEP = "keep", _("Keep it as a page of ours")
        REDIRECT = "redirect", _("Take it down and lead readers to another page")
        TAKE_DOWN = "take_down", _("Take it down")

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="question")
    event = models.CharField(_("event"), max_length=12, choices=Event.choices)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    told_at = models.DateTimeField(_("told by mail"), null=True, blank=True, editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("question about a source")
        verbose_name_plural = _("questions about sources")

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.event}"


class RemovedEdition(models.Model):
    """What is needed to bring a deleted, reset or detached edition back; kept for 30 days."""

    class Kind(models.TextChoices):
        """What was done."""

        DELETED = "deleted", _("Deleted")
        RESET = "reset", _("Reset to the national version")

    affiliate = models.ForeignKey(Affiliate, on_delete=models.CASCADE, related_name="removed_editions")
    source = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    page_id = models.BigIntegerField(_("page that it was"))
    title = models.CharField(_("title"), max_length=255)
    page_type = models.CharField(_("type of page"), max_length=100, default="")
    parent = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    slug = models.CharField(_("slug"), max_length=255, default="")
    translation_key = models.UUIDField(null=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    was_live = models.BooleanField(default=False)
    content = models.JSONField(_("content of the live version or of the draft"))
    draft = models.JSONField(_("content of the draft"), null=True)
    base = models.JSONField(_("base"))
    draft_base = models.JSONField(_("base of the draft"), null=True)
    mode = models.CharField(_("clean updates"), max_length=8, choices=UpdateMode.choices, blank=True)
    # The notes on overrides and the displaced texts, whose rows go with the edition.
    notes = models.JSONField(_("notes on overrides"), default=list)
    displaced = models.JSONField(_("displaced texts"), default=list)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(_("removed"), auto_now_add=True)
    restored_at = models.DateTimeField(_("brought back"), null=True, blank=True)

    class Meta:
        verbose_name = _("removed edition")
        verbose_name_plural = _("removed editions")

    def __str__(self) -> str:
        return self.title


class Suggestion(models.Model):
    """An affiliate's override proposed to the nation; accepted, it becomes a draft of the national page."""

    class State(models.TextChoices):
        """What the nation said."""

        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="suggestions")
    part = models.CharField(_("part"), max_length=255)
    # Empty: without the block.
    value = models.JSONField(_("proposed text"), null=True)
    national = models.JSONField(_("national text then"), null=True)
    # Where a block that the nation does not have belongs (affiliates.editions.parts.Place).
    place = models.JSONField(_("place of a new block"), null=True)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "part"], condition=models.Q(state="open"), name="a_part_is_suggested_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.part}"
