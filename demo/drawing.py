"""Draws one picture as a file; free of Django, so that other processes can do it."""

from __future__ import annotations

from io import BytesIO

from demo import artwork

JPEG_QUALITY = 88


def size_of(motif: str) -> tuple[int, int]:
    """Return width and height in pixels of the pictures of a motif."""
    return (1000, 1000) if motif == "portrait" else (1600, 1000)


def draw_jpeg(motif: str, seed: int) -> tuple[bytes, tuple[float, float]]:
    """Return the drawn picture as a JPEG, and its focal point as shares of width and height."""
    buffer = BytesIO()
    artwork.draw(motif, seed, size_of(motif)).convert("RGB").save(buffer, "JPEG", quality=JPEG_QUALITY)
    return buffer.getvalue(), artwork.focal_point(motif, seed)
