"""Colours and their contrast, so that any brand stays readable.

Contrast is WCAG 2.2's (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio); lightness is moved in OKLCH, which keeps
the hue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import atan2, cos, hypot, sin

TEXT_CONTRAST = 4.5
LARGE_CONTRAST = 3.0


@dataclass(frozen=True)
class Colour:
    """An opaque sRGB colour; channels are 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> Colour:
        """Read "#rrggbb" or "#rgb". Raises ValueError for anything else."""
        match = re.fullmatch(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})", text.strip())
        if not match:
            raise ValueError(f"“{text}” is not a colour such as #14453D.")
        digits = match[1] if len(match[1]) == 6 else "".join(char * 2 for char in match[1])
        return cls(*(int(digits[i : i + 2], 16) for i in (0, 2, 4)))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 (black) to 1 (white)."""
        red, green, blue = (_linear(channel) for channel in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, other: Colour) -> float:
        """Contrast ratio with `other`, 1 to 21."""
        lighter, darker = sorted((self.luminance, other.luminance), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)

    def readable_on(self, ground: Colour, ratio: float = TEXT_CONTRAST) -> Colour:
        """Return the nearest colour of the same hue that reaches `ratio` on `ground`."""
        if self.contrast(ground) >= ratio:
            return self
        lightness, chroma, hue = self._oklch()
        target = 0.0 if ground.luminance > 0.18 else 1.0
        for step in range(1, 101):
            share = step / 100
            # Chroma falls towards the ends, where few saturated colours exist.
            candidate = _from_oklch(lightness + (target - lightness) * share, chroma * (1 - share * 0.6), hue)
            if candidate.contrast(ground) >= ratio:
                return candidate
        return BLACK if target == 0.0 else WHITE

    def ink_on_top(self, dark: Colour, light: Colour) -> Colour:
        """Return whichever of `dark` and `light` reads better on this colour."""
        return max((dark, light), key=self.contrast)

    def _oklch(self) -> tuple[float, float, float]:
        red, green, blue = (_linear(channel) for channel in (self.red, self.green, self.blue))
        long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
        medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
        short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
        lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
        return lightness, hypot(a, b), atan2(b, a)


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _channel(value: float) -> int:
    value = min(max(value, 0.0), 1.0)
    encoded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(encoded * 255)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return Colour(
        _channel(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _channel(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _channel(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


BLACK = Colour(0, 0, 0)
WHITE = Colour(255, 255, 255)
