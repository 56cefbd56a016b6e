"""Draws the card that social networks show for a page: a title, and a picture or cut paper in the brand's colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from zlib import crc32

from PIL import Image, ImageDraw, ImageFont, ImageOps, features

from core.colour import Colour

WIDTH, HEIGHT = 1200, 630
PANEL = 432
MARGIN = 64
TITLE_TOP, TITLE_BOTTOM = 142, 508
TITLE_SIZES = range(112, 35, -4)
LINE_HEIGHT = 1.08
OVERSAMPLING = 3
PAPER = Colour.parse("#FAF6EE")
FONT = Path(__file__).parent / "fonts" / "JustSchoolsDisplay-ExtraBold.ttf"
NO_GLYPH = "\uffff"
RGB = tuple[int, int, int]


def draw_card(
    title: str,
    kind: str,
    organisation: str,
    primary: str = "#14453D",
    accent: str = "#F5B83D",
    art: Image.Image | None = None,
) -> bytes:
    """Return a PNG of 1200 by 630 pixels; the same arguments give the same bytes.

    `kind` is the small line above the title, the colours are "#rrggbb", and `art` fills the side of
    the card (shapes in the two colours if it is None). A title that begins in a right-to-left script
    mirrors the card. Characters that the fonts lack, such as emoji, are left out.
    Raises ValueError for a text that is no colour.
    """
    brand, second = Colour.parse(primary), Colour.parse(accent)
    title, kind, organisation = (drawable(text) for text in (title, kind, organisation))
    title = title or organisation
    rtl = is_rtl(title)
    card = Image.new("RGB", (WIDTH, HEIGHT), _rgb(PAPER))
    panel = _shapes(crc32(title.encode()), brand, second) if art is None else _fitted(art)
    x = 0 if rtl else WIDTH - PANEL
    card.paste(panel, (x, 0), _torn_edge(rtl))
    _write(ImageDraw.Draw(card), title, kind, organisation, brand.readable_on(PAPER))
    bar = (WIDTH - MARGIN - 64, 58, WIDTH - MARGIN, 68) if rtl else (MARGIN, 58, MARGIN + 64, 68)
    ImageDraw.Draw(card).rectangle(bar, fill=_rgb(second))
    buffer = BytesIO()
    card.quantize(96, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def drawable(text: str) -> str:
    """Return a text without what the font cannot draw, its spaces made single."""
    known = (char if char.isspace() or _has_glyph(char) else " " for char in unicodedata.normalize("NFC", text))
    return " ".join("".join(known).split())


def is_rtl(text: str) -> bool:
    """Tell whether a text begins in a right-to-left script."""
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((direction in {"R", "AL"} for direction in strong if direction in {"L", "R", "AL"}), False)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


@cache
def _has_glyph(char: str) -> bool:
    font = _font(24)
    mask, missing = font.getmask(char), font.getmask(NO_GLYPH)
    return unicodedata.category(char)[0] != "C" and (mask.size, bytes(mask)) != (missing.size, bytes(missing))


def _write(draw: ImageDraw.ImageDraw, title: str, kind: str, organisation: str, colour: Colour) -> None:
    room = WIDTH - PANEL - 2 * MARGIN + 12
    rtl = is_rtl(title)
    text = _Text(draw, WIDTH - MARGIN if rtl else MARGIN, rtl, _rgb(colour))
    text.line(_clip(kind, 26, room), 112, 26)
    size, lines = _fit(title, room, TITLE_BOTTOM - TITLE_TOP)
    for number, line in enumerate(lines):
        text.line(line, TITLE_TOP + round((number + 0.82) * size * LINE_HEIGHT), size)
    text.line(_clip(organisation, 28, room), HEIGHT - 62, 28)


@dataclass(frozen=True)
class _Text:
    """Writes lines from a margin in the direction of the card."""

    draw: ImageDraw.ImageDraw
    margin: int
    rtl: bool
    colour: RGB

    def line(self, text: str, baseline: int, size: int) -> None:
        """Write one line on a baseline."""
        anchor = "rs" if self.rtl else "ls"
        if features.check("raqm"):
            direction = "rtl" if self.rtl else "ltr"
            self.draw.text((self.margin, baseline), text, self.colour, _font(size), anchor, direction=direction)
        else:
            shown = text[::-1] if is_rtl(text) else text
            self.draw.text((self.margin, baseline), shown, self.colour, _font(size), anchor)


def _fit(title: str, width: int, height: int) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits, and its lines, made even; the last may end in an ellipsis."""
    size, lines = TITLE_SIZES[-1], [title]
    for size in TITLE_SIZES:
        lines = _wrapped(title, size, width)
        whole_words = all(_width(word, size) <= width for word in title.split())
        if len(lines) * size * LINE_HEIGHT <= height and (whole_words or size == TITLE_SIZES[-1]):
            return size, _balanced(title, size, width, len(lines))
    count = int(height / (size * LINE_HEIGHT))
    return size, [*lines[: count - 1], _clip(" ".join(lines[count - 1 :]), size, width)]


def _balanced(title: str, size: int, width: int, count: int) -> list[str]:
    narrow, wide = width // 3, width
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        if len(_wrapped(title, size, middle)) <= count:
            wide = middle
        else:
            narrow = middle
    return _wrapped(title, size, wide)


def _wrapped(title: str, size: int, width: int) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer, size) <= width:
            lines[-1] = longer
            continue
        lines = [*(lines if lines[-1] else lines[:-1]), *_pieces(word, size, width)]
    return lines


def _pieces(word: str, size: int, width: int) -> list[str]:
    """Break a word that is wider than a line."""
    pieces = [""]
    for char in word:
        if pieces[-1] and _width(pieces[-1] + char, size) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _clip(text: str, size: int, width: int) -> str:
    """Shorten a text to a line."""
    if _width(text, size) <= width:
        return text
    while text and _width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _width(text: str, size: int) -> float:
    return _font(size).getlength(text)


def _rgb(colour: Colour) -> RGB:
    return colour.red, colour.green, colour.blue


def _blend(a: Colour, b: Colour, share: float) -> RGB:
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(_rgb(a), _rgb(b), strict=True))
    return red, green, blue


def _over(a: RGB, b: RGB) -> RGB:
    """Return the colour of one ink printed over another."""
    red, green, blue = (x * y // 255 for x, y in zip(a, b, strict=True))
    return red, green, blue


def _fitted(art: Image.Image) -> Image.Image:
    return ImageOps.fit(art.convert("RGB"), (PANEL, HEIGHT), Image.Resampling.LANCZOS, centering=(0.5, 0.45))


def _torn_edge(rtl: bool) -> Image.Image:
    """Return the mask of the panel: its inner edge is cut by hand, not quite straight."""
    k = OVERSAMPLING
    mask = Image.new("L", (PANEL * k, HEIGHT * k), 0)
    edge = [(30, 0), (24, 118), (26, 250), (15, 371), (17, 498), (8, HEIGHT)]
    outline = [(x * k, y * k) for x, y in [*edge, (PANEL, HEIGHT), (PANEL, 0)]]
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    mask = mask.resize((PANEL, HEIGHT), Image.Resampling.BOX)
    return ImageOps.mirror(mask) if rtl else mask


@dataclass(frozen=True)
class _Cutter:
    """Cuts shapes for the panel from the tones of a brand."""

    draw: ImageDraw.ImageDraw
    field: RGB
    light: RGB
    paper: RGB
    pale: RGB
    mix: RGB

    def disc(self, x: float, y: float, r: float, tone: RGB) -> None:
        """Cut a disc."""
        k = OVERSAMPLING
        self.draw.ellipse(((x - r) * k, (y - r) * k, (x + r) * k, (y + r) * k), fill=tone)

    def piece(self, points: list[tuple[float, float]], tone: RGB) -> None:
        """Cut a piece with straight edges."""
        self.draw.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=tone)


def _shapes(number: int, brand: Colour, second: Colour) -> Image.Image:
    field, light = _rgb(brand), _rgb(second)
    picture = Image.new("RGB", (PANEL * OVERSAMPLING, HEIGHT * OVERSAMPLING), field)
    cutter = _Cutter(
        ImageDraw.Draw(picture),
        field,
        light,
        _rgb(PAPER),
        _blend(brand, PAPER, 0.58),
        _over(_blend(brand, PAPER, 0.35), light),
    )
    COMPOSITIONS[number % len(COMPOSITIONS)](cutter)
    return picture.resize((PANEL, HEIGHT), Image.Resampling.BOX)


def _sunrise(cut: _Cutter) -> None:
    cut.disc(250, 250, 148, cut.light)
    cut.piece([(0, 430), (120, 372), (270, 404), (PANEL, 340), (PANEL, HEIGHT), (0, HEIGHT)], cut.pale)
    cut.piece([(0, 520), (180, 446), (330, 470), (PANEL, 428), (PANEL, HEIGHT), (0, HEIGHT)], cut.mix)
    cut.piece([(150, 452), (150, 330), (236, 256), (322, 330), (322, 452)], cut.paper)
    cut.piece([(132, 342), (236, 246), (340, 342), (326, 358), (236, 278), (146, 358)], cut.field)
    cut.piece([(208, 452), (208, 374), (264, 374), (264, 452)], cut.field)
    cut.piece([(208, 452), (264, 452), (330, HEIGHT), (110, HEIGHT)], cut.light)


def _stairs(cut: _Cutter) -> None:
    cut.disc(312, 160, 96, cut.light)
    tones = (cut.pale, cut.paper, cut.mix, cut.light)
    for step in reversed(range(4)):
        x, y = 60 + 96 * step, 520 - 74 * step
        cut.piece([(x, y), (PANEL, y - 4), (PANEL, HEIGHT), (x - 4, HEIGHT)], tones[step])


def _door(cut: _Cutter) -> None:
    cut.piece([(40, HEIGHT), (70, 520), (PANEL, 500), (PANEL, HEIGHT)], cut.mix)
    cut.disc(216, 236, 122, cut.paper)
    cut.piece([(94, 236), (338, 236), (338, 526), (94, 526)], cut.paper)
    cut.disc(226, 300, 66, cut.light)
    cut.piece([(94, 410), (200, 372), (338, 402), (338, 526), (94, 526)], cut.pale)
    cut.piece([(338, 236), (412, 212), (412, 590), (338, 526)], cut.light)
    cut.piece([(94, 526), (338, 526), (300, HEIGHT), (30, HEIGHT)], cut.light)


def _quilt(cut: _Cutter) -> None:
    tones = (cut.light, cut.paper, cut.pale, cut.mix)
    side = 144
    for row in range(5):
        for column in range(3):
            x, y, turn = column * side + 6, row * side - 40, (row * 2 + column) % 4
            tone, other = tones[turn], tones[(turn + 1 + row % 2) % 4]
            cut.piece([(x, y), (x + side - 8, y), (x + side - 8, y + side - 8), (x, y + side - 8)], tone)
            if (row + column) % 2:
                cut.disc(x + side / 2 - 4, y + side / 2 - 4, side * 0.34, other)
            else:
                cut.piece([(x, y + side - 8), (x + side - 8, y), (x + side - 8, y + side - 8)], other)


COMPOSITIONS: tuple[Callable[[_Cutter], None], ...] = (_sunrise, _stairs, _door, _quilt)
