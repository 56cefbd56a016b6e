"""What a translation puts in the place of a picture, document, page or contact of the original."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, TranslationSource
from wagtail_localize.views.edit_translation import FieldHasNoEditPanelError, TabHelper, get_segment_location_info

from affiliates.isolation.guard import current_reach
from core.models import Document, Image

CHOOSERS: dict[str, type[Model]] = {"page_chooser": Page, "image_chooser": Image, "document_chooser": Document}


@receiver(pre_save, sender=SegmentOverride, dispatch_uid="affiliates.refuse_foreign_override")
def refuse_foreign_override(instance: SegmentOverride, **kwargs: Any) -> None:
    """Raise PermissionDenied for what does not exist for the person who translates: the editor sends only ids."""
    reach = current_reach()
    if reach is None:
        return
    value = json.loads(instance.data_json)
    if not str(value).isdecimal():
        return
    model = overridden_model(instance)
    if model is None or not reach.may_choose(model, value):
        raise PermissionDenied


def overridden_model(override: SegmentOverride) -> type[Model] | None:
    """Return the model of what the translation replaces; None where that cannot be told."""
    context = override.context
    original = TranslationSource.objects.get(object_id=context.object_id).get_source_instance()
    try:
        place = get_segment_location_info(
            original, TabHelper(original), context.path, context.get_field_path(original), widget=True
        )
    except FieldHasNoEditPanelError:
        return None
    widget = place["widget"] or {}
    if widget.get("type") == "snippet_chooser":
        named = widget["snippet_model"]
        snippet: type[Model] = apps.get_model(named["app_label"], named["model_name"])
        return snippet
    return CHOOSERS.get(widget.get("type", ""))
