"""The tags that are suggested: those of files that exist for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, QuerySet
from taggit.models import Tag
from wagtail.admin import filters as media_filters
from wagtail.images.views import chooser as image_chooser
from wagtail.permissions import policy_registry

from affiliates.isolation.guard import who_asks
from affiliates.isolation.reach import reach_of
from core.models import Document, Image

if TYPE_CHECKING:
    from users.models import User

ANY = ("add", "change", "delete", "choose")


def tags_for(user: User, models: Iterable[type[Model]]) -> QuerySet[Tag]:
    """Return the tags of the files of these models that exist for the user, the most used first."""
    used = Q(pk__in=[])
    for model in models:
        reach = reach_of(user)
        if reach is None:
            files = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ANY)
        else:
            files = reach.images() if model is Image else reach.documents()
        used |= Q(
            taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
            taggit_taggeditem_items__object_id__in=files.values("pk"),
        )
    tags: QuerySet[Tag] = Tag.objects.filter(used).annotate(item_count=Count("taggit_taggeditem_items"))
    return tags.order_by("-item_count", "name")


def popular_tags(model: type[Model], count: int = 10) -> QuerySet[Tag]:
    """Return the most used tags of files that exist for the person who asks."""
    user = who_asks()
    return tags_for(user, [model])[:count] if user is not None else Tag.objects.none()


def wall_in_tags() -> None:
    """Make Wagtail's lists of popular tags ask who asks; called once, when the app is ready."""
    media_filters.popular_tags_for_model = popular_tags
    image_chooser.popular_tags_for_model = popular_tags


FILES: tuple[type[Model], ...] = (Image, Document)
