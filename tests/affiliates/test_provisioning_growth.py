"""What sub-sites cost does not depend on how many there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from affiliates.models import Affiliate, State
from affiliates.provisioning import provision_affiliate
from home.models import StandardPage
from tests.affiliates.ohio import ohio

pytestmark = pytest.mark.django_db
MANY = 12


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def provision(state: State) -> None:
    place = str(state.label)
    provision_affiliate(ohio(name=f"{place} Association", slug=state.lower(), place=place, states=[state]))


def publish() -> None:
    page = StandardPage.objects.get(slug="about", depth=3)
    page.summary = f"{page.summary[:200]}."
    page.save_revision().publish()


@pytest.fixture
def costs() -> dict[str, list[int]]:
    """Queries with the demonstration's affiliates, and with as many more as make MANY."""
    # The first of each kind asks for what Django and Wagtail remember from then on.
    publish()
    provision(State.AK)
    found = {"publish": [queries(publish)], "provision": [queries(lambda: provision(State.AZ))]}
    unused = [state for state in State if state not in {State.AK, State.AZ, State.OH, State.IL, State.CA, State.IN}]
    for state in unused[: MANY - Affiliate.objects.count()]:
        provision(state)
    assert Affiliate.objects.count() == MANY
    found["publish"].append(queries(publish))
    found["provision"].append(queries(lambda: provision(State.OH)))
    return found


def test_neither_a_new_sub_site_nor_a_national_publish_costs_more_with_many(costs):
    assert costs["provision"][1] <= costs["provision"][0]
    assert costs["publish"][0] == costs["publish"][1]
