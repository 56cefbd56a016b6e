"""Who is asked to join an affiliate's team, and who was on it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from affiliates.models.affiliate import Affiliate
from affiliates.models.people import Role
from users.models import LowercaseEmailField

INVITATION_LIFE = timedelta(days=7)


def digest(token: str) -> str:
    """Return what is kept of the secret in an invitation's link."""
    return hashlib.sha256(token.encode()).hexdigest()


class TeamInvitationQuerySet(models.QuerySet["TeamInvitation"]):
    """Invitations by what became of them."""

    def pending(self) -> TeamInvitationQuerySet:
        """Only those neither accepted nor withdrawn, too old ones included."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def by_token(self, token: str) -> TeamInvitationQuerySet:
        """Only the one whose link carries `token`, while the link works."""
        return self.pending().filter(token_hash=digest(token), expires_at__gt=timezone.now())


class TeamInvitation(models.Model):
    """Somebody is asked by mail to take a role in an affiliate's team.

    The address is kept while the invitation is pending; afterwards the account is what is known.
    """

    affiliate = models.ForeignKey(
        Affiliate, verbose_name=_("affiliate"), on_delete=models.CASCADE, related_name="team_invitations"
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    email = LowercaseEmailField(_("e-mail address"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = models.Manager.from_queryset(TeamInvitationQuerySet)()

    class Meta:
        verbose_name = _("invitation to a team")
        verbose_name_plural = _("invitations to teams")
        ordering = ("-invited_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["affiliate", "email"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_pending_invitation_of_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.affiliate} – {self.get_role_display()}"

    @property
    def is_expired(self) -> bool:
        """Whether the link in the mail is too old."""
        return self.expires_at <= timezone.now()

    def renew(self) -> str:
        """Give the invitation, not yet saved, a new secret for its link, and time; the link before stops working."""
        token = secrets.token_urlsafe(32)
        self.token_hash = digest(token)
        self.expires_at = timezone.now() + INVITATION_LIFE
        return token


class FormerMember(models.Model):
    """Somebody whom an affiliate's manager took off the team, with the role to give back."""

    affiliate = models.ForeignKey(
        Affiliate, verbose_name=_("affiliate"), on_delete=models.CASCADE, related_name="former_members"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="former_teams"
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    left_at = models.DateTimeField(_("left"), default=timezone.now)
    # The account was switched off with the role, because no other was left: whoever gives a role back switches it on.
    closed_account = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("former member of a team")
        verbose_name_plural = _("former members of teams")
        constraints = [models.UniqueConstraint(fields=["affiliate", "user"], name="a_member_leaves_a_team_once")]

    def __str__(self) -> str:
        return f"{self.affiliate} – {self.get_role_display()}"
