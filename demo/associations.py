"""The local associations of the demonstration; they go in as a file of an affiliate would."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import slugify

from affiliates.association_files import REQUIRED, Row
from affiliates.associations import import_associations
from affiliates.models import LocalAssociation
from demo import content


def make_associations() -> None:
    """Create the local associations that are missing. Raises ValueError where the content file has a mistake."""
    present = set(LocalAssociation.objects.values_list("affiliate__slug", "name", "city"))
    missing = [row for row in _rows() if tuple(row.cells[name] for name in REQUIRED) not in present]
    report = import_associations(missing, dry_run=False)
    if report.refused:
        refused = "; ".join(f"{refusal.line}: {refusal.reason}" for refusal in report.refused)
        raise ValueError(f"local_associations.yaml: {refused}")


def _rows() -> Iterator[Row]:
    lines = ((slug, row) for slug, rows in content.read("local_associations").items() for row in rows)
    for number, (slug, row) in enumerate(lines, start=1):
        name = f"{row['city']} Education Association"
        website = f"https://{slugify(name)}.example.org"
        yield Row(number, {"affiliate": slug, "name": name, "website": website, **row})
