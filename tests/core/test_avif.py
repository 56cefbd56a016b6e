"""How pictures are written as AVIF."""

from io import BytesIO

from PIL import Image as Picture
from willow.image import Image
from willow.plugins.pillow import PillowImage
from willow.registry import registry

from core import avif


def _written(mode: str, **options: object) -> Picture.Image:
    source, target = BytesIO(), BytesIO()
    colour = (10, 200, 100, 0) if mode == "CMYK" else (200, 40, 20)
    Picture.new(mode, (64, 40), colour).save(source, "JPEG")
    source.seek(0)
    Image.open(source).save_as_avif(target, **options)
    target.seek(0)
    return Picture.open(target)


def test_it_writes_a_picture_of_the_same_size():
    picture = _written("RGB", quality=60)
    assert (picture.format, picture.size) == ("AVIF", (64, 40))


def test_it_keeps_the_colour():
    red, green, blue = _written("RGB", quality=60).convert("RGB").tobytes()[:3]
    assert max(abs(red - 200), abs(green - 40), abs(blue - 20)) < 12


def test_it_writes_a_picture_in_printing_colours():
    assert _written("CMYK", quality=60).mode == "RGB"


def test_it_leaves_lossless_files_to_willow():
    red, green, blue = _written("RGB", lossless=True).convert("RGB").tobytes()[:3]
    assert max(abs(red - 200), abs(green - 40), abs(blue - 20)) <= 3


def test_it_is_what_wagtail_uses():
    assert registry.get_operation(PillowImage, "save_as_avif") is avif.save_as_avif
