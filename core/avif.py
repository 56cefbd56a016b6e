"""Writes AVIF files with less effort than the encoder's default.

Measured on a cover at quality 60, one core: 800 pixels wide 0.07 s instead of 0.24 s and 19 KB instead of
18; 1600 pixels 0.17 s instead of 0.60 s and 66 KB instead of 63. The first reader of a picture waits for this.
"""

from __future__ import annotations

from typing import IO, Any

from willow.image import AvifImageFile
from willow.plugins.pillow import PillowImage
from willow.registry import registry

# libavif counts from 0, the smallest file, to 10, the fastest; Pillow's default is 6.
SPEED = 8


def save_as_avif(
    image: Any, file: IO[bytes], quality: int = 80, lossless: bool = False, apply_optimizers: bool = True
) -> AvifImageFile:
    """Write `image` to `file`, as Willow's operation of the same name does, only faster. Lossless is left to Willow."""
    if lossless:
        return PillowImage.save_as_avif(image, file, quality, lossless, apply_optimizers)
    profile = image.get_icc_profile()
    if profile is not None and image.image.mode == "CMYK":
        # AVIF is RGB, so the profile of the printing colours would be wrong for it.
        image = image.transform_colorspace_to_srgb()
        profile = image.get_icc_profile()
    options = {"icc_profile": profile} if profile is not None else {}
    image.image.save(file, "AVIF", quality=quality, speed=SPEED, **options)
    return AvifImageFile(file)


def register() -> None:
    """Make Willow, and so Wagtail, write AVIF this way."""
    registry.register_operation(PillowImage, "save_as_avif", save_as_avif)
