"""Nothing of another affiliate's is seen or touched at any address of the back office.

Each sweep says how many requests it made and how long it took: `pytest -rP tests/isolation` shows it.
"""

from __future__ import annotations

import sys

import pytest
from django.core.checks import run_checks
from taggit.models import Tag
from wagtail.models import Page

from affiliates.isolation import guard
from affiliates.isolation.guard import IsolationMiddleware
from affiliates.isolation.reach import Reach
from affiliates.isolation.table import TABLE, Route
from tests import personas
from tests.isolation.addresses import every_address
from tests.isolation.federation import Belongings, Federation
from tests.isolation.rows import OWNED, Rows
from tests.isolation.sweep import Report, Sweeper

WALLED = {
    "Illinois editor": personas.illinois_editor,
    "Illinois manager": personas.illinois_manager,
    "Illinois read only": personas.illinois_read_only,
    "Indiana editor": personas.indiana_editor,
}
NATIONAL = {"National editor": personas.national_editor, "Translator": personas.translator}
# What the nation's editors and translators never touch, whatever their rights on pages and words.
ADMINISTRATION = (
    "affiliates.TeamInvitation",
    "auth.Group",
    "core.Document",
    "core.Image",
    "wagtailcore.Collection",
    "wagtailcore.Site",
    "wagtailcore.UploadedFile",
)
# Where an editor meets what is theirs, so that the sweep cannot be quiet because nobody gets anywhere.
AT_HOME = {
    "edition",
    "edition_compare",
    "edition_delete",
    "edition_resolve",
    "edition_restore",
    "wagtail_localize:submit_page_translation",
    "wagtail_localize:update_translations",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_explore",
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:usage",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:workflow_history_detail",
    "wagtaildocs:edit",
    "wagtailimages:edit",
    "wagtailimages:image_usage",
    "wagtailimages_chooser:chosen",
    "wagtailsnippets_affiliates_contact:edit",
    "wagtailsnippets_affiliates_contact:history",
}


def walled(federation: Federation, part: str) -> Sweeper:
    """Return the sweep as an affiliate's person, before whom nothing of the other affiliate exists."""
    own = federation.indiana if part.startswith("Indiana") else federation.illinois
    foreign = federation.other(own)
    return Sweeper(WALLED[part](), own, foreign, (foreign.canary, foreign.secret), Rows(foreign))


def told(part: str, report: Report) -> Report:
    """Say what the sweep took, and return it."""
    sys.stdout.write(f"\n{part}: {report}\n")
    return report


@pytest.mark.parametrize("part", WALLED)
def test_an_affiliate_s_person_finds_nothing_of_another_affiliate(federation: Federation, part: str) -> None:
    report = told(part, walled(federation, part).run())
    assert not report.faults, "\n".join(report.faults)
    if part != "Illinois read only":
        assert report.own >= AT_HOME, AT_HOME - report.own


@pytest.mark.parametrize("part", NATIONAL)
def test_national_people_find_no_accounts_files_or_hosts_of_an_affiliate(federation: Federation, part: str) -> None:
    its: Belongings = federation.indiana
    rows = Rows(its, only=ADMINISTRATION)
    report = told(part, Sweeper(NATIONAL[part](), None, its, (its.secret,), rows, walled=False).run())
    assert not report.faults, "\n".join(report.faults)


def test_nobody_who_is_not_signed_in_finds_anything(federation: Federation) -> None:
    its = federation.indiana
    report = told("Anonymous", Sweeper(None, None, its, (its.canary, its.secret), Rows(its)).run())
    assert not report.faults, "\n".join(report.faults)


def test_every_address_is_in_the_table() -> None:
    assert [message for message in run_checks() if message.id == "affiliates.W001"] == []


def test_an_address_that_is_not_in_the_table_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(TABLE, "wagtailadmin_pages:edit")
    told_of = [message for message in run_checks() if message.id == "affiliates.W001"]
    assert len(told_of) == 1
    assert "pages/<int:page_id>/edit/" in told_of[0].msg


def test_an_address_that_is_not_in_the_table_is_open_to_nobody(
    federation: Federation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(TABLE, "wagtailadmin_pages:edit")
    path = f"/cms/pages/{federation.illinois.ids['page']}/edit/"
    assert personas.browser_of(personas.administrator()).get(path).status_code == 404


def test_every_kind_of_thing_that_is_watched_is_there(federation: Federation) -> None:
    assert all(federation.indiana.ids[name] for names in OWNED.values() for name in names)


def without_ids(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Take the ids out of the line of one address."""
    monkeypatch.setitem(TABLE, key, Route(TABLE[key].opens, TABLE[key].sends))


def open_contacts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the wall in the chooser of contacts."""
    without_ids(monkeypatch, "wagtailsnippetchoosers_affiliates_contact:chosen")


def open_chosen_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the ids that a chooser's list of ticked pages sends."""
    monkeypatch.setattr(guard, "CHOSEN_MULTIPLE", {})


def open_page_chooser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the nation's pages be everybody's."""
    monkeypatch.setattr(Reach, "readable_pages", lambda reach: Page.objects.all())


def open_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggest every tag."""
    monkeypatch.setattr("affiliates.isolation.views.tags_for", lambda user, models: Tag.objects.all())


def open_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the gate away."""
    monkeypatch.setattr(IsolationMiddleware, "process_view", lambda *args: None)


@pytest.mark.parametrize(
    ("hole", "key"),
    [
        (open_contacts, "wagtailsnippetchoosers_affiliates_contact:chosen"),
        (open_chosen_pages, "wagtailadmin_choose_page_chosen_multiple"),
        (open_page_chooser, "wagtailadmin_choose_page_child"),
        (open_tags, "wagtailadmin_tag_autocomplete"),
        (open_everything, "wagtail_localize:snippets_api_listing"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_hole_turns_the_sweep_red(
    federation: Federation, monkeypatch: pytest.MonkeyPatch, hole: object, key: str
) -> None:
    addresses = [address for address in every_address() if address.key == key]
    assert not walled(federation, "Illinois editor").run(addresses).faults
    hole(monkeypatch)  # type: ignore[operator]
    assert walled(federation, "Illinois editor").run(addresses).faults
