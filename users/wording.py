"""Sentences of django-allauth whose own Spanish is too familiar or misspelt; `locale/` words them like ours.

Nothing uses the tuple: it stands here so that `make messages` finds the sentences and keeps their translations.
"""

from django.utils.translation import gettext_noop

REWORDED = (
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("You cannot generate recovery codes without having two-factor authentication enabled."),
    gettext_noop("Enter Email Verification Code"),
    gettext_noop("Your email has been changed from %(from_email)s to %(to_email)s."),
    gettext_noop("Email address %(deleted_email)s has been removed from your account."),
    gettext_noop("New Recovery Codes Generated"),
    gettext_noop("Are you sure you want to remove this security key?"),
    gettext_noop(
        "We have sent an email to you for verification. Follow the link provided to finalize the signup "
        "process. If you do not see the verification email in your main inbox, check your spam folder. "
        "Please contact us if you do not receive the verification email within a few minutes."
    ),
)
