"""The person who signs in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class LowercaseEmailField(models.EmailField):
    """An e-mail address kept in lower case, so that one mailbox is one login and look-ups ignore case."""

    def to_python(self, value: Any) -> Any:
        """Return the address in lower case."""
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Return the address in lower case, for storing and for look-ups."""
        value = super().get_prep_value(value)
        return value.lower() if isinstance(value, str) else value


class UserManager(DjangoUserManager["User"]):
    """Creates users by e-mail address; there are no user names."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:  # type: ignore[override]
        """Create a user without rights. Raises ValueError for an empty address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:  # type: ignore[override]
        """Create a user with every right, whose address counts as confirmed: an operator vouches for it."""
        from users.addresses import confirm_address  # that module needs this one

        user = self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | fields)
        confirm_address(user)
        return user


class User(AbstractUser):
    """A person with an account; the e-mail address is the login."""

    username = None  # type: ignore[assignment]
    email = LowercaseEmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody already has an account with this e-mail address.")},
    )

    # Counted up to end every session of the user at once (users.sessions).
    session_generation = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # With the unique index this makes addresses unique whatever their case, also for SQL written by hand.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="users_user_email_is_lowercase"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Return what a session must know to go on; Django asks for it under the present and under former keys."""
        password_hash: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        if not self.session_generation:
            return password_hash
        generation = f"{password_hash}:{self.session_generation}"
        return salted_hmac("users.session_generation", generation, secret=secret, algorithm="sha256").hexdigest()
