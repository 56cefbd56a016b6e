"""Many runs at once end with whole, single trees."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from wagtail.models import Page

from affiliates.models import Affiliate, AffiliateGroup, AffiliateHomePage, AffiliateIndexPage
from affiliates.provisioning import provision_affiliate
from demo.factories import StandardPageFactory
from home.models import HomePage
from tests.affiliates.ohio import OHIO, ohio, tree_faults
from tests.database import PROJECT_DIR, bound

STATES = {
    "AK": "Alaska",
    "AZ": "Arizona",
    "ID": "Idaho",
    "IA": "Iowa",
    "ME": "Maine",
    "OH": "Ohio",
    "UT": "Utah",
    "VT": "Vermont",
}
HOME_AND_SECTIONS = 4


def run_together(*work):
    """Call every function in a thread of its own, all at the same moment, and return what they return."""
    start = Barrier(len(work))

    def run(function):
        start.wait()
        try:
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(work)) as threads:
        return list(threads.map(run, work))


def whole(affiliate: Affiliate) -> bool:
    """Whether the sub-site has one home with its sections in each language, and a group of each role."""
    homes = list(AffiliateHomePage.objects.filter(affiliate=affiliate))
    sizes = [home.get_descendants(inclusive=True).live().count() for home in homes]
    groups = AffiliateGroup.objects.filter(affiliate=affiliate).count()
    return sizes == [HOME_AND_SECTIONS] * 2 and groups == 3 and affiliate.workflow.tasks.count() == 2


def test_eight_affiliates_at_once(fresh_database):
    new = [
        ohio(name=f"{place} Education Association", slug=place.lower(), place=place, states=[code])
        for code, place in STATES.items()
    ]
    run_together(*[lambda affiliate=affiliate: provision_affiliate(affiliate) for affiliate in new])
    assert not tree_faults()
    made = Affiliate.objects.filter(slug__in=[affiliate.slug for affiliate in new])
    assert made.count() == len(new)
    assert [affiliate for affiliate in made if not whole(affiliate)] == []


def test_two_runs_of_the_same_affiliate_in_two_processes(fresh_database):
    affiliate = ohio()
    affiliate.save()
    running = [
        subprocess.Popen(
            bound([sys.executable, "manage.py", "provision_affiliate", "ohio"]),
            cwd=PROJECT_DIR,
            env=fresh_database.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _number in range(2)
    ]
    outputs = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], outputs
    assert sorted("nothing is missing" in output for output in outputs) == [False, True]
    affiliate.refresh_from_db()
    assert whole(affiliate)
    assert not tree_faults()


def test_eight_runs_of_the_same_affiliate_that_lost_something(fresh_database):
    affiliate = provision_affiliate(ohio()).affiliate
    AffiliateHomePage.objects.get(affiliate=affiliate, locale__language_code="es").delete()
    run_together(*[lambda: provision_affiliate(affiliate)] * 8)
    assert whole(affiliate)
    assert not tree_faults()


def test_a_page_that_an_editor_adds_meanwhile_does_not_harm_it(fresh_database):
    directory = AffiliateIndexPage.objects.get(locale__language_code="en")
    other = AffiliateHomePage.objects.filter(locale__language_code="en").first()

    def edit() -> int:
        for number in range(5):
            directory.add_child(
                instance=AffiliateHomePage(title=f"Added {number}", affiliate=other.affiliate, locale=directory.locale)
            )
            StandardPageFactory(parent=HomePage.objects.get(pk=directory.get_parent().pk), title=f"Page {number}")
        return directory.pk

    run_together(
        edit, lambda: provision_affiliate(ohio()), lambda: provision_affiliate(ohio(name="B", slug="b", place="B"))
    )
    assert not tree_faults()
    paths = Counter(Page.objects.values_list("path", flat=True))
    assert max(paths.values()) == 1
    assert whole(Affiliate.objects.get(slug=OHIO["slug"]))
