"""Sets a publication as a PDF: a cover with a picture, contents, chapters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image
from pypdf import PdfReader
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents

from demo.artwork.favicons import BARS, HOUSE, SIDE

GREEN, MARIGOLD, PAPER, INK = (HexColor(colour) for colour in ("#14453D", "#F5B83D", "#FAF6EE", "#16211F"))
FONTS = Path(__file__).parents[1] / "core" / "fonts"
FACES = {
    "Display": "JustSchoolsDisplay-ExtraBold",
    "Text": "AtkinsonHyperlegibleNext-Regular",
    "Text-Bold": "AtkinsonHyperlegibleNext-Bold",
    "Text-Italic": "AtkinsonHyperlegibleNext-Italic",
}
ORGANISATION = "Just Schools"
CONTENTS = {"en": "Contents", "es": "Contenido"}
PAGE_WIDTH, PAGE_HEIGHT = letter
LEFT, RIGHT, TOP, BOTTOM = 126.0, 72.0, 92.0, 84.0
COVER_PIXELS = (1224, 900)
COVER_PICTURE = PAGE_WIDTH * COVER_PIXELS[1] / COVER_PIXELS[0]
JPEG_QUALITY = 78
FEWEST_CHAPTERS_WITH_CONTENTS = 4
LEAST_ROOM_FOR_CHAPTER = 150.0

TEXT = ParagraphStyle("Text", fontName="Text", fontSize=11, leading=16.5, textColor=INK, spaceAfter=8.5)
LEAD = ParagraphStyle("Lead", parent=TEXT, fontSize=14, leading=20, textColor=GREEN, spaceAfter=14)
HEADING = ParagraphStyle(
    "Heading", fontName="Display", fontSize=25, leading=28, textColor=GREEN, spaceAfter=18, alignment=TA_LEFT
)
COVER_TITLE = ParagraphStyle("CoverTitle", fontName="Display", fontSize=46, leading=47, textColor=GREEN)
COVER_SUBTITLE = ParagraphStyle("CoverSubtitle", parent=TEXT, fontSize=16, leading=22, textColor=INK)
CONTENTS_ROW = ParagraphStyle("ContentsRow", parent=TEXT, fontSize=12.5, leading=26, textColor=INK)


@dataclass(frozen=True)
class Chapter:
    """A heading and the paragraphs below it, plain text."""

    heading: str
    paragraphs: Sequence[str]


@dataclass(frozen=True)
class Publication:
    """What a PDF is made of; `language` is a code such as "en"."""

    title: str
    subtitle: str
    language: str
    chapters: Sequence[Chapter]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Publication:
        """Read the mapping of a content file. Raises KeyError if a part is missing."""
        chapters = [Chapter(chapter["heading"], chapter["paragraphs"]) for chapter in data["chapters"]]
        return cls(data["title"], data["subtitle"], data["language"], chapters)


def build_pdf(publication: Publication | Mapping[str, Any], art: Image.Image) -> bytes:
    """Return the publication as PDF; the same content and picture give the same bytes.

    Raises KeyError if a mapping lacks a title, subtitle, language or chapters.
    """
    if not isinstance(publication, Publication):
        publication = Publication.read(publication)
    _register_fonts()
    buffer = BytesIO()
    document = _Document(buffer, publication, art)
    document.multiBuild(list(_story(publication)))
    return buffer.getvalue()


def page_count(pdf: bytes) -> int:
    """Return the number of pages of a PDF. Raises pypdf's PdfReadError if it is none."""
    return len(PdfReader(BytesIO(pdf)).pages)


class _Document(BaseDocTemplate):
    """Lays out cover and pages, and tells the contents and the outline of each chapter."""

    def __init__(self, target: BytesIO, publication: Publication, art: Image.Image) -> None:
        super().__init__(
            target,
            pagesize=letter,
            invariant=1,
            lang=publication.language,
            title=publication.title,
            subject=publication.subtitle,
            author=ORGANISATION,
            creator=ORGANISATION,
            displayDocTitle=True,
        )
        self.publication = publication
        self.picture = _cover_picture(art)
        self.chapter = ""
        frame = Frame(LEFT, BOTTOM, PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM, 0, 0, 0, 0, id="text")
        cover = Frame(54, 40, PAGE_WIDTH - 108, PAGE_HEIGHT - COVER_PICTURE - 80, 0, 0, 0, 0, id="cover")
        self.addPageTemplates(
            [
                PageTemplate("cover", [cover], onPage=self._draw_cover),
                PageTemplate("contents", [frame], onPage=self._draw_contents),
                PageTemplate("text", [frame], onPageEnd=self._draw_furniture),
            ]
        )

    def beforeDocument(self) -> None:  # noqa: N802  reportlab's name
        """Forget the last chapter of the pass before."""
        self.chapter = ""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  reportlab's name
        """Enter a chapter's heading into the contents and the outline."""
        if not isinstance(flowable, Paragraph) or flowable.style.name != HEADING.name:
            return
        number = getattr(flowable, "chapter_number", None)
        if number is None:
            return
        self.chapter = flowable.getPlainText()
        key = f"chapter-{number}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(self.chapter, key, 0)
        self.notify("TOCEntry", (0, escape(self.chapter), self.page, key))

    def _draw_cover(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setFillColor(PAPER)
        canvas.rect(0, 0, PAGE_WIDTH, PAGE_HEIGHT, stroke=0, fill=1)
        canvas.drawImage(self.picture, 0, PAGE_HEIGHT - COVER_PICTURE, PAGE_WIDTH, COVER_PICTURE)
        _mark(canvas, 54, 46, 30)
        canvas.setFillColor(GREEN)
        canvas.setFont("Display", 13)
        canvas.drawString(94, 56, ORGANISATION)

    def _draw_contents(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFillColor(PAPER)
        canvas.rect(0, 0, PAGE_WIDTH, PAGE_HEIGHT, stroke=0, fill=1)
        self._draw_furniture(canvas, document)

    def _draw_furniture(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.setFillColor(MARIGOLD)
        canvas.rect(LEFT, PAGE_HEIGHT - 58, 36, 4, stroke=0, fill=1)
        canvas.setFillColor(GREEN)
        canvas.setFont("Text-Bold", 8.5)
        canvas.drawString(LEFT + 46, PAGE_HEIGHT - 59, self.publication.title)
        canvas.setFont("Text", 8.5)
        canvas.drawRightString(PAGE_WIDTH - RIGHT, PAGE_HEIGHT - 59, self.chapter)
        canvas.setFont("Display", 11)
        canvas.drawString(LEFT, 48, str(canvas.getPageNumber()))
        _mark(canvas, PAGE_WIDTH - RIGHT - 16, 44, 16)


def _story(publication: Publication) -> Iterable[Flowable]:
    yield _cover_title(publication.title)
    yield Spacer(1, 12)
    yield Paragraph(escape(publication.subtitle), COVER_SUBTITLE)
    if len(publication.chapters) >= FEWEST_CHAPTERS_WITH_CONTENTS:
        yield NextPageTemplate("contents")
        yield PageBreak()
        yield Paragraph(CONTENTS.get(publication.language, CONTENTS["en"]), HEADING)
        yield TableOfContents(levelStyles=[CONTENTS_ROW], dotsMinLevel=-1)
    yield NextPageTemplate("text")
    yield PageBreak()
    for number, chapter in enumerate(publication.chapters, start=1):
        if number > 1:
            yield Spacer(1, 22)
            yield CondPageBreak(LEAST_ROOM_FOR_CHAPTER)
        heading = Paragraph(escape(chapter.heading), HEADING)
        heading.keepWithNext = True
        heading.chapter_number = number
        yield heading
        for place, paragraph in enumerate(chapter.paragraphs):
            yield Paragraph(escape(paragraph), LEAD if number == 1 and place == 0 else TEXT)


def _cover_title(title: str) -> Paragraph:
    """Return the title in the largest size that leaves room for the subtitle, its lines about even."""
    room = PAGE_WIDTH - 108
    for size in (46, 40, 34, 28):
        lines = simpleSplit(title, "Display", size, room)
        if len(lines) <= 3:
            break
    width = room
    while width > room / 3 and len(simpleSplit(title, "Display", size, width - 8)) == len(lines):
        width -= 8
    style = ParagraphStyle("Fitted", parent=COVER_TITLE, fontSize=size, leading=size * 1.03, rightIndent=room - width)
    return Paragraph(escape(title), style)


def _register_fonts() -> None:
    for name, file in FACES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{file}.ttf")))
    pdfmetrics.registerFontFamily("Text", normal="Text", bold="Text-Bold", italic="Text-Italic", boldItalic="Text-Bold")


def _cover_picture(art: Image.Image) -> ImageReader:
    """Return the picture cropped to the cover's shape, as JPEG, which the PDF holds as it is."""
    scale = max(wanted / side for wanted, side in zip(COVER_PIXELS, art.size, strict=True))
    large = art.convert("RGB").resize((round(art.width * scale), round(art.height * scale)), Image.Resampling.LANCZOS)
    left, top = (large.width - COVER_PIXELS[0]) // 2, (large.height - COVER_PIXELS[1]) // 2
    buffer = BytesIO()
    large.crop((left, top, left + COVER_PIXELS[0], top + COVER_PIXELS[1])).save(buffer, "JPEG", quality=JPEG_QUALITY)
    buffer.seek(0)
    return ImageReader(buffer)


def _mark(canvas: Canvas, x: float, y: float, side: float) -> None:
    """Draw the mark with its lower left corner at a point, in points."""
    for outline, colour in ((HOUSE, GREEN), *((bar, MARIGOLD) for bar in BARS)):
        path = canvas.beginPath()
        corners = [(x + px * side / SIDE, y + side - py * side / SIDE) for px, py in outline]
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
        canvas.setFillColor(colour)
        canvas.drawPath(path, stroke=0, fill=1)
