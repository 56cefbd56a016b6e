"""The cover pictures, the mark and the publications of the demonstration."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from demo.artwork import MOTIFS, draw, focal_point
from demo.artwork.favicons import write_icons
from demo.publications import build_pdf, page_count

SMALL = (160, 100)
# The names that content files may use.
NAMES = [
    *("circle", "classroom", "window", "path", "hands", "book", "bridge", "table", "sunrise", "microphone"),
    *("megaphone", "letters", "garden", "stairs", "quilt", "door", "bus", "map", "lantern", "chairs", "orchard"),
    *("river", "prairie", "coast", "portrait"),
]
CHAPTERS = [
    {"heading": f"Capítulo {number}: ¿qué cambió?", "paragraphs": ["Un párrafo con «comillas» & signos. " * 30] * 4}
    for number in range(1, 6)
]
PUBLICATION = {
    "title": "Voces de la escuela <justa> & más",
    "subtitle": "Informe, 2026",
    "language": "es",
    "chapters": CHAPTERS,
}


def difference(first: Image.Image, second: Image.Image) -> float:
    """Return how far two pictures are apart, 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(first, second)).mean) / 3


def read_pdf() -> Any:
    """Return the publication of these tests as a PDF reader."""
    return PdfReader(BytesIO(build_pdf(PUBLICATION, draw("book", 1, SMALL))))


def test_it_knows_exactly_the_motifs_of_the_content_format() -> None:
    assert sorted(MOTIFS) == sorted(NAMES)


@pytest.mark.parametrize("motif", NAMES)
@pytest.mark.parametrize("seed", [0, 1, 161])
def test_it_draws_each_motif_in_the_size_that_is_asked_for(motif: str, seed: int) -> None:
    picture = draw(motif, seed, SMALL)
    assert (picture.size, picture.mode) == (SMALL, "RGB")
    assert max(ImageStat.Stat(picture).stddev) > 15


@pytest.mark.parametrize("motif", NAMES)
def test_the_same_arguments_give_the_same_pixels(motif: str) -> None:
    assert draw(motif, 3, SMALL).tobytes() == draw(motif, 3, SMALL).tobytes()


@pytest.mark.parametrize("motif", NAMES)
def test_two_seeds_of_a_motif_do_not_look_the_same(motif: str) -> None:
    pictures = [draw(motif, seed, SMALL) for seed in range(3)]
    assert min(difference(a, b) for i, a in enumerate(pictures) for b in pictures[i + 1 :]) > 12


@pytest.mark.parametrize("motif", NAMES)
def test_the_focal_point_lies_inside_the_picture(motif: str) -> None:
    for seed in range(3):
        x, y = focal_point(motif, seed)
        assert 0.1 <= x <= 0.9
        assert 0.1 <= y <= 0.9


@pytest.mark.parametrize("size", [(100, 100), (60, 140), (300, 60), (1, 1)])
def test_it_crops_to_any_shape(size: tuple[int, int]) -> None:
    assert draw("portrait", 1, size).size == size


def test_it_refuses_a_size_without_area() -> None:
    with pytest.raises(ValueError, match="positive"):
        draw("portrait", 1, (0, 100))


def test_it_refuses_an_unknown_motif() -> None:
    with pytest.raises(KeyError):
        draw("unicorn", 1)


@pytest.mark.parametrize("motif", ["portrait", "classroom", "lantern"])
def test_a_full_picture_is_light(motif: str) -> None:
    picture, jpeg = draw(motif, 1), BytesIO()
    picture.save(jpeg, "JPEG", quality=85)
    assert len(jpeg.getvalue()) < 250_000


def test_the_committed_icons_are_those_that_the_program_writes(tmp_path: Path) -> None:
    committed = Path(__file__).parents[1] / "static"
    for written in write_icons(tmp_path):
        assert (committed / written.relative_to(tmp_path)).read_bytes() == written.read_bytes(), written.name


def test_the_web_manifest_names_icons_that_exist(tmp_path: Path) -> None:
    write_icons(tmp_path)
    folder = tmp_path / "favicon"
    for icon in json.loads((folder / "site.webmanifest").read_text())["icons"]:
        with Image.open(folder / icon["src"]) as picture:
            assert icon["sizes"] == "{}x{}".format(*picture.size)


def test_a_publication_has_pages_language_and_title() -> None:
    reader = read_pdf()
    assert len(reader.pages) > 4
    assert reader.trailer["/Root"]["/Lang"] == "es"
    assert reader.metadata.title == PUBLICATION["title"]


def test_a_publication_lists_its_chapters_in_contents_and_outline() -> None:
    reader = read_pdf()
    contents = reader.pages[1].extract_text()
    assert "Contenido" in contents
    assert "Capítulo 5: ¿qué cambió?" in contents
    assert [entry.title for entry in reader.outline] == [chapter["heading"] for chapter in CHAPTERS]


def test_a_short_publication_goes_without_contents() -> None:
    short = {**PUBLICATION, "chapters": CHAPTERS[:1]}
    assert page_count(build_pdf(short, draw("book", 1, SMALL))) == 2 + 1


def test_a_publication_is_the_same_each_time_and_light() -> None:
    art = draw("path", 2, (800, 500))
    first = build_pdf(PUBLICATION, art)
    assert first == build_pdf(PUBLICATION, art)
    assert len(first) < 600_000


def test_a_publication_embeds_every_font() -> None:
    reader = read_pdf()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            name = font.get_object()["/BaseFont"]
            assert "+" in name or name == "/Helvetica", name


@pytest.mark.parametrize("title", ["", "Wort" * 60, "A title that is much longer than a cover should bear " * 4])
def test_a_publication_bears_any_title(title: str) -> None:
    assert page_count(build_pdf({**PUBLICATION, "title": title}, draw("book", 1, SMALL))) > 4
