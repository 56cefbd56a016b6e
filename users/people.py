"""The users admin: people are invited by e-mail and set their own password and second factor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from users.invitations import send_invitation
from users.models import User
from users.second_factor import has_second_factor

DUPLICATE = {"duplicate_username": gettext_lazy("Somebody already has an account with this e-mail address.")}


class InviteForm(UserCreationForm):
    """Asks for the person; the password is theirs to choose."""

    error_messages = UserCreationForm.error_messages | DUPLICATE

    def save(self, commit: bool = True) -> User:
        """Create the user without a usable password."""
        self.instance.set_unusable_password()
        return super().save(commit)


class PersonForm(UserEditForm):
    """Changes a person's name, address, roles and whether the account is active."""

    error_messages = UserEditForm.error_messages | DUPLICATE


class PeopleView(IndexView):
    """Lists users with their login and whether a second factor protects it."""

    @cached_property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns, with the login called what it is."""
        columns: list[Column] = []
        for column in super().columns:
            if column.name == User.USERNAME_FIELD:
                column.label = gettext_lazy("E-mail")
            columns.append(column)
        protected = BooleanColumn("has_second_factor", label=gettext_lazy("Second factor"), width="12%")
        return [*columns[:-1], protected, columns[-1]]

    def get_base_queryset(self) -> QuerySet[User]:
        """Return all users, knowing for each whether there is a second factor."""
        return super().get_base_queryset().annotate(has_second_factor=has_second_factor())


class InviteView(CreateView):
    """Creates a user and mails the invitation."""

    success_message = gettext_lazy("The account of %(object)s was made.")

    def save_instance(self) -> User:
        """Save the user and send the invitation, saying how that went."""
        user: User = super().save_instance()
        if send_invitation(self.request, user):
            messages.info(self.request, gettext("An invitation went to %(email)s.") % {"email": user.email})
        else:
            messages.warning(
                self.request,
                gettext("The invitation to %(email)s could not be sent. They can ask for a link on the sign-in page.")
                % {"email": user.email},
            )
        return user


class UserViewSet(WagtailUserViewSet):
    """Wagtail's users admin with our forms and views."""

    index_view_class = PeopleView
    add_view_class = InviteView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm[Any]]:
        """Return the form for changing or inviting."""
        return PersonForm if for_update else InviteForm
