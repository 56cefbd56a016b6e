"""The demonstration has local associations that readers find."""

import pytest

from affiliates.finder import find
from affiliates.models import LocalAssociation
from demo.associations import make_associations

pytestmark = pytest.mark.django_db


def test_each_demonstrated_affiliate_has_some_and_nothing_is_made_twice():
    make_associations()
    LocalAssociation.objects.filter(city="Cairo").update(region="Changed by an editor")
    before = LocalAssociation.objects.count()
    make_associations()
    rows = LocalAssociation.objects.all()
    assert all(rows.filter(affiliate__slug=slug).count() >= 20 for slug in ("illinois", "california", "indiana"))
    assert LocalAssociation.objects.count() == before
    assert LocalAssociation.objects.get(city="Cairo").region == "Changed by an editor"


def test_readers_find_schaumburg_by_its_zip_code():
    make_associations()
    found = find("60173", "en").associations
    assert [match.association.name for match in found] == ["Schaumburg Education Association"]
