"""Pictures and documents of the demonstration, drawn and set on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from django.core.files.base import ContentFile
from django.db import connections
from wagtail.models import Collection

from affiliates.provisioning.nation import NATIONAL_COLLECTION
from core.media import RENDITIONS
from core.models import BasePage, Document, Image
from demo import artwork, content
from demo.drawing import draw_jpeg, size_of
from demo.factories import DocumentFactory, ImageFactory
from demo.publications import build_pdf, page_count

WORKERS = 2


def collection(name: str) -> Collection:
    """Return the collection `name` below the root, made if need be."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    return found or root.add_child(name=name)


def _title(motif: str, seed: int) -> str:
    return f"{motif.capitalize()}, no. {seed}"


class MediaLibrary:
    """Finds or makes what content files name: `{art: circle, seed: 3}` and `pdf:leaders-report`."""

    def __init__(self) -> None:
        self.publications: dict[str, dict[str, Any]] = content.read("publications")
        self.images = dict(Image.objects.values_list("title", "pk"))
        self.documents = dict(Document.objects.values_list("title", "pk"))
        self.national = collection(NATIONAL_COLLECTION)
        self.drawings: dict[tuple[str, int], Future[tuple[bytes, tuple[float, float]]]] = {}

    @contextmanager
    def drawing_ahead(self, pictures: Iterable[dict[str, Any]]) -> Iterator[None]:
        """Draw `pictures` in other processes while the block runs; drawing takes longer than saving."""
        wanted = {(picture["art"], int(picture.get("seed", 1))) for picture in pictures}
        missing = sorted(key for key in wanted if _title(*key) not in self.images)
        if not missing:
            yield
            return
        # Not forked: a child must not share this process's connection to the database.
        with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
            self.drawings = {key: pool.submit(draw_jpeg, *key) for key in missing}
            yield
        self.drawings = {}

    def image_id(self, picture: dict[str, Any]) -> int:
        """Return the id of the picture drawn for a motif and seed."""
        motif, seed = picture["art"], int(picture.get("seed", 1))
        title = _title(motif, seed)
        if title not in self.images:
            drawing = self.drawings.get((motif, seed))
            data, (x, y) = drawing.result() if drawing else draw_jpeg(motif, seed)
            width, height = size_of(motif)
            image = ImageFactory(
                title=title,
                file=ContentFile(data, name=f"{motif}-{seed}.jpg"),
                credit="Just Schools",
                licence="cc_by",
                collection=self.national,
                focal_point_x=round(x * width),
                focal_point_y=round(y * height),
                focal_point_width=width // 3,
                focal_point_height=height // 3,
            )
            self.images[title] = image.pk
        return self.images[title]

    def document_id(self, reference: str) -> int:
        """Return the id of the PDF that `pdf:<name>` names."""
        name = reference.removeprefix("pdf:")
        publication = self.publications[name]
        title = publication["title"]
        if publication["language"] != "en":
            title = f"{title} ({publication['language']})"
        if title not in self.documents:
            art = publication.get("art", {"art": "book", "seed": 1})
            pdf = build_pdf(publication, artwork.draw(art["art"], int(art["seed"])))
            document = DocumentFactory(
                title=title,
                file=ContentFile(pdf, name=f"{name}.pdf"),
                language=publication["language"],
                pages=page_count(pdf),
                collection=self.national,
            )
            self.documents[title] = document.pk
        return self.documents[title]

    def in_spanish(self, reference: str) -> int | None:
        """Return the id of the Spanish edition of a document, None where there is none."""
        name = f"{reference.removeprefix('pdf:')}-es"
        return self.document_id(name) if name in self.publications else None


def prepare_renditions(progress: Any) -> int:
    """Make the files in which covers are served, so that the first reader does not wait. Returns how many there are."""
    covers: set[int] = set()
    for model in BasePage.__subclasses__():
        covers |= _cover_ids(model)
    specs = sorted({*RENDITIONS["card"].all_filters, *RENDITIONS["hero"].all_filters})

    def prepare(image: Image) -> int:
        try:
            return len(image.get_renditions(*specs))
        finally:
            connections.close_all()

    total = 0
    images = list(Image.objects.filter(pk__in=covers).order_by("pk"))
    with ThreadPoolExecutor(WORKERS) as pool:
        for number, made in enumerate(pool.map(prepare, images), start=1):
            total += made
            progress(f"pictures {number}/{len(images)}")
    return total


def _cover_ids(model: Any) -> set[int]:
    if not model._meta.abstract:
        return set(model.objects.filter(cover__isnull=False).values_list("cover_id", flat=True))
    return set().union(*(_cover_ids(child) for child in model.__subclasses__()))
