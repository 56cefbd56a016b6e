"""What was done in an affiliate, when and by whom."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

from affiliates.models.affiliate import Affiliate
from affiliates.models.people import Role


class Activity(models.TextChoices):
    """What the affiliate's log knows beside the actions that Wagtail registers, such as `wagtail.publish`."""

    PROVISIONED = "affiliate.provisioned", _("Sub-site set up")
    REPAIRED = "affiliate.repaired", _("Sub-site completed")
    LANGUAGE_ADDED = "affiliate.language_added", _("Language added")
    TAKEN_OUT_OF_SERVICE = "affiliate.out_of_service", _("Taken out of service")
    RETURNED_TO_SERVICE = "affiliate.returned", _("Returned to service")
    SETTINGS_CHANGED = "affiliate.settings", _("Settings or brand changed")
    ASSOCIATIONS_IMPORTED = "associations.imported", _("Local associations imported")
    PAGE_HIDDEN = "national.hidden", _("National page hidden")
    PAGE_BROUGHT_BACK = "national.brought_back", _("National page brought back")
    EDITION_MADE = "edition.made", _("Local edition made")
    EDITION_DETACHED = "edition.detached", _("Local edition detached")
    EDITION_ATTACHED = "edition.attached", _("Local edition attached again")
    EDITION_RESET = "edition.reset", _("Local edition reset to the national version")
    EDITION_DELETED = "edition.deleted", _("Local edition deleted")
    EDITION_RESTORED = "edition.restored", _("Local edition brought back")
    EDITION_UPDATED = "edition.updated", _("National change applied to the local edition")
    EDITION_WAITS = "edition.waits", _("National change waits in the local edition")
    EDITION_RESOLVED = "edition.resolved", _("National change resolved in the local edition")
    CORRECTION_ANNOUNCED = "edition.correction", _("Required correction announced")
    CORRECTION_APPLIED = "edition.corrected", _("Required correction applied")
    EDITION_FOLLOWED = "edition.followed", _("Local edition moved with the national page")
    EDITION_STAYED = "edition.stayed", _("Local edition could not move with the national page")
    SOURCE_GONE = "edition.asked", _("National page gone: question asked")
    SOURCE_BACK = "edition.question_withdrawn", _("National page back: question withdrawn")
    SOURCE_ANSWERED = "edition.answered", _("Question about a national page answered")
    SUGGESTED = "edition.suggested", _("Wording suggested to the nation")
    SUGGESTION_ACCEPTED = "edition.suggestion_accepted", _("Suggestion accepted by the nation")
    SUGGESTION_DECLINED = "edition.suggestion_declined", _("Suggestion declined by the nation")
    DIFFERENCE_ACCEPTED = "edition.difference_accepted", _("Difference between languages accepted")
    INVITED = "team.invited", _("Person invited")
    INVITATION_SENT_AGAIN = "team.sent_again", _("Invitation sent again")
    INVITATION_WITHDRAWN = "team.withdrawn", _("Invitation withdrawn")
    JOINED = "team.joined", _("Invitation accepted")
    ROLE_CHANGED = "team.role", _("Role changed")
    DEACTIVATED = "team.deactivated", _("Person deactivated")
    REACTIVATED = "team.reactivated", _("Person reactivated")
    SECOND_FACTOR_RESET = "team.second_factor", _("Second factor reset")


def label_of(action: str) -> str:
    """Return what people call the action; the code itself for one that nothing registers any more."""
    if action in Activity.values:
        return str(Activity(action).label)
    return str(registry.get_action_label(action)) if registry.action_exists(action) else action


class ActivityEntry(models.Model):
    """One thing done in an affiliate; written by affiliates.activity only, never changed by people.

    It holds no personal data of its own (design, decision 6): who acted and who was concerned are references, which
    empty when an account is erased.
    """

    affiliate = models.ForeignKey(
        Affiliate, verbose_name=_("affiliate"), on_delete=models.CASCADE, related_name="activity"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    action = models.CharField(_("action"), max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person concerned"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    subject = models.CharField(
        _("subject"), max_length=255, blank=True, help_text=_("What it was done to: the title of a page, a role.")
    )
    # A deleted page keeps its number here.
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    details = models.JSONField(_("details"), default=dict, blank=True, help_text=_("Small facts, such as numbers."))
    # Wagtail's mark of what one person did in one go, such as the many saves of one sitting at the editor.
    uuid = models.UUIDField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=["affiliate", "-at", "-id"], name="affiliates_activity_newest"),
            models.Index(fields=["uuid"], name="affiliates_activity_uuid", condition=models.Q(uuid__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.subject}"

    @property
    def action_label(self) -> str:
        """What people call the action."""
        return label_of(self.action)

    @property
    def what(self) -> str:
        """What it was done to: a title, else the role."""
        role = self.details.get("role")
        return self.subject or (str(Role(role).label) if role in Role.values else "")

    @property
    def kind(self) -> str:
        """The kind of thing it was done to, such as “Image”; empty where the action says it."""
        label = self.details.get("model")
        if not label:
            return ""
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):  # the model is gone by now
            return ""
        return capfirst(str(model._meta.verbose_name))
