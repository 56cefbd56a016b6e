"""Pictures, videos and files."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from core.csp import allow_frame
from core.models.pages import RICH_TEXT_FEATURES


class PictureValue(blocks.StructValue):
    """A picture with the text that stands for it."""

    @property
    def alt(self) -> str:
        """The alternative text; empty for decoration."""
        return "" if self.get("decorative") else self.get("alt_text") or ""


def require_alt_text(value: blocks.StructValue) -> None:
    """Raise StructBlockValidationError where a picture has neither a text nor the mark that it needs none."""
    if value.get("image") and not value.get("decorative") and not value.get("alt_text"):
        raise StructBlockValidationError(
            block_errors={
                "alt_text": ValidationError(_("Describe the picture, or mark it as decoration."), code="missing_alt")
            }
        )


def alt_text_block() -> blocks.CharBlock:
    """Return the field for the text of a picture."""
    return blocks.CharBlock(
        required=False,
        max_length=255,
        label=_("Alternative text"),
        help_text=_("What the picture shows, for people who cannot see it."),
    )


def decorative_block() -> blocks.BooleanBlock:
    """Return the mark that a picture says nothing that the text does not."""
    return blocks.BooleanBlock(
        required=False, label=_("Decoration only"), help_text=_("The picture adds nothing that the text does not say.")
    )


class ImageBlock(blocks.StructBlock):
    """A picture in the text; the credit comes from the picture itself."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = alt_text_block()
    decorative = decorative_block()
    caption = blocks.CharBlock(required=False, max_length=255, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        group = _("Media")
        description = _("A picture with caption and credit")
        template = "blocks/image.html"
        value_class = PictureValue
        preview_value = {"alt_text": "", "decorative": True, "caption": _("A workshop in a school library.")}

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Require a text or the mark that none is needed."""
        cleaned = super().clean(value)
        require_alt_text(cleaned)
        return cleaned


class DocumentValue(blocks.StructValue):
    """A file to download."""

    @property
    def url(self) -> str:
        """The address of the file."""
        return self["document"].url if self.get("document") else ""

    @property
    def text(self) -> str:
        """The label, or the file's title."""
        return self.get("label") or (self["document"].title if self.get("document") else "")

    @property
    def facts(self) -> list[str]:
        """Kind, size, pages and language of the file."""
        return self["document"].facts if self.get("document") else []


class DocumentBlock(blocks.StructBlock):
    """A file to download, with size, kind, pages and language."""

    document = DocumentChooserBlock(label=_("File"))
    label = blocks.CharBlock(
        required=False, max_length=150, label=_("Label"), help_text=_("Empty: the title of the file.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Download")
        label_format = "{label}"
        group = _("Media")
        description = _("A file with its size, pages and language")
        template = "blocks/document.html"
        value_class = DocumentValue
        preview_template = "blocks/document_preview.html"
        preview_value = {"label": _("Program report")}


# The hosts that a video may be played from.
EMBED_HOSTS = {
    "www.youtube.com": "youtube",
    "youtube.com": "youtube",
    "m.youtube.com": "youtube",
    "youtu.be": "youtube",
    "www.youtube-nocookie.com": "youtube",
    "vimeo.com": "vimeo",
    "www.vimeo.com": "vimeo",
    "player.vimeo.com": "vimeo",
}
PROVIDER_NAMES = {"youtube": "YouTube", "vimeo": "Vimeo"}
YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
YOUTUBE_PATH = re.compile(r"/(?:embed/|shorts/|live/|v/)([\w-]{11})/?", re.ASCII)
YOUTUBE_SHORT_PATH = re.compile(r"/([\w-]{11})/?", re.ASCII)
# An unlisted video has a key after its number.
VIMEO_PATH = re.compile(r"/(?:[\w/-]*/)?(\d{4,15})(?:/([0-9a-f]{6,20}))?/?", re.ASCII)
VIMEO_KEY = re.compile(r"[0-9a-f]{6,20}")


def player_url(address: str) -> tuple[str, str] | None:
    """Return the provider and the address of its player without cookies, None for an address that holds no video."""
    try:
        parts = urlsplit(address)
        provider = EMBED_HOSTS.get(parts.hostname or "")
    except ValueError:
        return None
    if provider is None or parts.scheme not in {"http", "https"}:
        return None
    player = _youtube_player(parts) if provider == "youtube" else _vimeo_player(parts)
    return (provider, player) if player else None


def _youtube_player(parts: SplitResult) -> str:
    if parts.path == "/watch":
        match = YOUTUBE_ID.fullmatch(parse_qs(parts.query).get("v", [""])[0])
        video = match[0] if match else ""
    else:
        match = (YOUTUBE_SHORT_PATH if parts.hostname == "youtu.be" else YOUTUBE_PATH).fullmatch(parts.path)
        video = match[1] if match else ""
    return f"https://www.youtube-nocookie.com/embed/{video}" if video else ""


def _vimeo_player(parts: SplitResult) -> str:
    match = VIMEO_PATH.fullmatch(parts.path)
    if not match:
        return ""
    key = match[2] or parse_qs(parts.query).get("h", [""])[0]
    unlisted = f"h={key}&" if VIMEO_KEY.fullmatch(key) else ""
    return f"https://player.vimeo.com/video/{match[1]}?{unlisted}dnt=1"


class VideoValue(blocks.StructValue):
    """A video, from a file of ours or played elsewhere after a click."""

    @property
    def src(self) -> str:
        """The address of our own file, empty for a video from elsewhere."""
        return self["file"].url if self.get("file") else ""

    @property
    def player_url(self) -> str:
        """The address of the provider's player, loaded only after a click."""
        player = player_url(self.get("embed_url") or "")
        return player[1] if player else ""

    @property
    def player_origin(self) -> str:
        """Scheme and host of the player, for the content security policy."""
        parts = urlsplit(self.player_url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    @property
    def provider(self) -> str:
        """The provider's name as readers know it."""
        player = player_url(self.get("embed_url") or "")
        return PROVIDER_NAMES[player[0]] if player else ""


class VideoBlock(blocks.StructBlock):
    """A video by file, or from a provider that is asked only after a click."""

    title = blocks.CharBlock(max_length=150, label=_("Title"))
    file = DocumentChooserBlock(required=False, label=_("Video file"), help_text=_("MP4 or WebM."))
    captions = DocumentChooserBlock(required=False, label=_("Captions"), help_text=_("A WebVTT file (.vtt)."))
    embed_url = blocks.URLBlock(
        required=False, label=_("Or a YouTube or Vimeo address"), help_text=_("Nothing is loaded before a click.")
    )
    poster = ImageChooserBlock(required=False, label=_("Still picture"))
    transcript = blocks.RichTextBlock(
        required=False, features=RICH_TEXT_FEATURES, label=_("Transcript"), help_text=_("What is said and shown.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{title}"
        group = _("Media")
        description = _("A video by file or, after a click, from YouTube or Vimeo")
        template = "blocks/video.html"
        value_class = VideoValue
        preview_value = {
            "title": _("What a first session looks like"),
            "embed_url": "https://vimeo.com/123456789",
            "transcript": "",
        }

    def get_context(self, value: VideoValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Let the page that shows the video load the provider's player; no other page may."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        if value.player_origin and context.get("request"):
            allow_frame(context["request"], value.player_origin)
        return context

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Require exactly one source, a known provider, and words for people who cannot hear."""
        cleaned = super().clean(value)
        errors = {}
        if bool(cleaned.get("file")) == bool(cleaned.get("embed_url")):
            errors["embed_url"] = ValidationError(_("Give a file or an address, one of the two."))
        elif cleaned.get("embed_url") and not player_url(cleaned["embed_url"]):
            errors["embed_url"] = ValidationError(_("Only videos on YouTube and Vimeo can be shown."))
        if cleaned.get("file") and not cleaned.get("captions") and not str(cleaned.get("transcript") or ""):
            errors["transcript"] = ValidationError(_("A video file needs captions or a transcript."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned
