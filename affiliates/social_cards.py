"""The picture that social networks show for a page: what is on it, and the address that carries its version."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from typing import Any

from django.urls import reverse
from PIL.Image import Image as PictureFile
from PIL.Image import open as open_picture

from affiliates.models import Affiliate
from core.models import Image
from core.social_card import draw_card

# Raised when the drawing changes, so that every card gets a new address.
DRAWING = 1
NATIONAL_PRIMARY = "#14453D"
NATIONAL_ACCENT = "#F5B83D"


@dataclass(frozen=True)
class SocialCard:
    """What is drawn for one page."""

    page_id: int
    title: str
    kind: str
    organisation: str
    primary: str
    accent: str
    cover_id: int | None

    @property
    def version(self) -> str:
        """A short hash of all that is drawn."""
        return hashlib.sha256(repr((DRAWING, *astuple(self))).encode()).hexdigest()[:12]

    @property
    def path(self) -> str:
        """The path of the picture."""
        return reverse("social-card", args=[self.page_id, self.version])

    @property
    def file_name(self) -> str:
        """The name of the stored picture."""
        return f"cards/{self.page_id}-{self.version}.png"

    def draw(self) -> bytes:
        """Return the picture as PNG, 1200 by 630 pixels."""
        return draw_card(
            title=self.title,
            kind=self.kind,
            organisation=self.organisation,
            primary=self.primary,
            accent=self.accent,
            art=self._cover(),
        )

    def _cover(self) -> PictureFile | None:
        """Return the cover picture; without a readable one the card has shapes in its place."""
        image = Image.objects.filter(pk=self.cover_id).first() if self.cover_id else None
        if image is None:
            return None
        try:
            with image.open_file() as file:
                return open_picture(file).convert("RGB")
        except OSError:
            return None


def card_of(page: Any, organisation: str, affiliate: Affiliate | None) -> SocialCard:
    """Return the card of `page` in the colours of the sub-site that it is in."""
    return SocialCard(
        page_id=page.pk,
        title=page.title,
        kind=page.kind_label,
        organisation=organisation,
        primary=affiliate.brand_primary if affiliate else NATIONAL_PRIMARY,
        accent=affiliate.brand_accent if affiliate else NATIONAL_ACCENT,
        cover_id=page.cover_id,
    )
