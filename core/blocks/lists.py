"""Small streams that pages use for lists of one thing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from core.blocks.media import DocumentBlock


def text_list_stream(verbose_name: Any, help_text: Any = "", *, max_length: int = 300) -> StreamField:
    """Return a StreamField of short texts: a list whose items keep their identity when content is merged."""
    item = blocks.TextBlock(max_length=max_length, rows=2, icon="list-ul", label=_("Item"))
    return StreamField([("item", item)], blank=True, verbose_name=verbose_name, help_text=help_text)


def download_stream(verbose_name: Any, help_text: Any = "") -> StreamField:
    """Return a StreamField of files to download."""
    return StreamField([("document", DocumentBlock())], blank=True, verbose_name=verbose_name, help_text=help_text)
