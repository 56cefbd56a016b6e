"""What an id in the address of the back office stands for, and whether it exists for somebody.

A check takes the reach of an affiliate's person, the value and all values of the address, and says whether the object
is there for that person. Objects that are not there at all need no thought: the view answers that they are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, TaskState, UploadedFile, WorkflowState
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation, TranslationSource

from affiliates.isolation.reach import Reach, holds
from affiliates.models import Affiliate, Contact, LocalAssociation

if TYPE_CHECKING:
    from users.models import User

Values = Mapping[str, Any]
Check = Callable[[Reach, Any, Values], bool]
Right = Callable[["User", Any, Values], bool]

PAGE_LABELS = ("wagtailcore", "page")


def own_page(reach: Reach, pk: Any, values: Values) -> bool:
    """A page of the own sub-sites."""
    return holds(reach.own_pages(), pk)


def inner_page(reach: Reach, pk: Any, values: Values) -> bool:
    """A page of the own sub-sites below their home pages."""
    return holds(reach.inner_pages(), pk)


def explorable_page(reach: Reach, pk: Any, values: Values) -> bool:
    """A page of the own sub-sites, or one on the way down to them."""
    return holds(reach.explorable_pages(), pk)


def readable_page(reach: Reach, pk: Any, values: Values) -> bool:
    """A page of the own sub-sites, or one that the nation shares."""
    return holds(reach.readable_pages(), pk)


def linked_page(reach: Reach, pk: Any, values: Values) -> bool:
    """A page that a link may point to, which the root of all trees is not."""
    return holds(reach.readable_pages().exclude(depth=1), pk)


def image(reach: Reach, pk: Any, values: Values) -> bool:
    """An own image, or one of the nation's."""
    return holds(reach.images(), pk)


def own_image(reach: Reach, pk: Any, values: Values) -> bool:
    """An image of the own collections."""
    return holds(reach.own_images(), pk)


def document(reach: Reach, pk: Any, values: Values) -> bool:
    """An own document, or one of the nation's."""
    return holds(reach.documents(), pk)


def own_document(reach: Reach, pk: Any, values: Values) -> bool:
    """A document of the own collections."""
    return holds(reach.own_documents(), pk)


def own_contact(reach: Reach, pk: Any, values: Values) -> bool:
    """A contact that the person keeps."""
    return holds(reach.own_contacts(), unquote(str(pk)))


def own_affiliate(reach: Reach, pk: Any, values: Values) -> bool:
    """One of the own affiliates."""
    return holds(reach.affiliate_rows(), unquote(str(pk)))


def kept_affiliate(reach: Reach, pk: Any, values: Values) -> bool:
    """An affiliate whose brand and website the person keeps."""
    return holds(reach.kept_affiliates(), unquote(str(pk)))


def own_edition(reach: Reach, pk: Any, values: Values) -> bool:
    """A local edition of the own affiliates."""
    return holds(reach.editions(), pk)


def own_removed_edition(reach: Reach, pk: Any, values: Values) -> bool:
    """An edition of the own affiliates that was deleted or reset."""
    return holds(reach.removed_editions(), pk)


def own_association(reach: Reach, pk: Any, values: Values) -> bool:
    """A local association that the person keeps."""
    return holds(reach.associations(), unquote(str(pk)))


def chosen(model: type[Model]) -> Check:
    """Return the check of what a chooser of the model hands out."""

    def check(reach: Reach, pk: Any, values: Values) -> bool:
        return reach.may_choose(model, unquote(str(pk)))

    return check


def chosen_snippet(reach: Reach, pk: Any, values: Values) -> bool:
    """A snippet that may stand in a chooser; its model is named in the address."""
    try:
        model = apps.get_model(values["app_label"], values["model_name"])
    except LookupError:
        return False
    return reach.may_choose(model, unquote(str(pk)))


def collection(reach: Reach, pk: Any, values: Values) -> bool:
    """A collection that the person's files are in or may be chosen from."""
    return holds(reach.collections(), pk)


def task(reach: Reach, pk: Any, values: Values) -> bool:
    """A step of a workflow of the own affiliates or of the nation."""
    return holds(reach.tasks(), pk)


def task_state_of_page(reach: Reach, pk: Any, values: Values) -> bool:
    """A step that the page named in the address is or was in."""
    states = TaskState.objects.filter(workflow_state__base_content_type=ContentType.objects.get_for_model(Page))
    return holds(states.filter(workflow_state__object_id=str(values["page_id"])), pk)


def workflow_state_of_page(reach: Reach, pk: Any, values: Values) -> bool:
    """A workflow that the page named in the address is or was in."""
    states = WorkflowState.objects.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return holds(states.filter(object_id=str(values["page_id"])), pk)


def edited_object(reach: Reach, pk: Any, values: Values) -> bool:
    """What somebody has open in an editor; its model is named in the address."""
    try:
        model = apps.get_model(values["app_label"], values["model_name"])
    except LookupError:
        return False
    if issubclass(model, Page):
        return own_page(reach, unquote(str(pk)), values)
    checks: dict[type[Model], Check] = {
        Contact: own_contact,
        Affiliate: kept_affiliate,
        LocalAssociation: own_association,
    }
    check = checks.get(model)
    return check is not None and check(reach, pk, values)


# What holds for everybody: rights that the views themselves do not ask for.


def own_upload(user: User, pk: Any, values: Values) -> bool:
    """A file that the person uploaded and has not described yet."""
    return holds(UploadedFile.objects.filter(uploaded_by_user=user), pk)


def translatable_page(user: User, pk: Any, values: Values) -> bool:
    """A page that the person may edit, so may have translated (wagtail-localize asks for a global right only)."""
    page = Page.objects.filter(pk=pk).first()
    return page is not None and may_edit(user, page)


def translatable_snippet(user: User, pk: Any, values: Values) -> bool:
    """A snippet that the person may edit, so may have translated."""
    try:
        model = apps.get_model(values["app_label"], values["model_name"])
        instance = model._default_manager.filter(pk=unquote(str(pk))).first()
    except (LookupError, ValueError):
        return False
    return instance is not None and may_edit(user, instance)


def translation_source(user: User, pk: Any, values: Values) -> bool:
    """What a translation was made from, where the person may edit it."""
    source = TranslationSource.objects.filter(pk=pk).first()
    return source is not None and _may_edit_source(user, source)


def translation(user: User, pk: Any, values: Values) -> bool:
    """A translation, where the person may edit what it is made for."""
    row = Translation.objects.filter(pk=pk).select_related("source").first()
    if row is None:
        return False
    try:
        target = row.get_target_instance()
    except row.source.specific_content_type.model_class().DoesNotExist:
        return _may_edit_source(user, row.source)
    return may_edit(user, target)


def _may_edit_source(user: User, source: TranslationSource) -> bool:
    model = source.specific_content_type.model_class()
    try:
        instance = source.get_source_instance()
    except model.DoesNotExist:
        return False
    return may_edit(user, instance)


def may_edit(user: User, instance: Model) -> bool:
    """Say whether the person may edit this page or snippet, by Wagtail's policies."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    policy = policy_registry.get_by_type(type(instance))
    return bool(policy.user_has_permission_for_instance(user, "change", instance))
