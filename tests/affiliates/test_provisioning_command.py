"""An operator provisions from the command line."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from affiliates.models import Affiliate
from tests.affiliates.ohio import all_rows, home_of, provisioned

pytestmark = pytest.mark.django_db

NEW = [
    "ohio",
    "--name=Ohio Education Association",
    "--short-name=OEA",
    "--place=Ohio",
    "--state=OH",
    "--language=en",
    "--language=es",
]


def run(*arguments: str) -> str:
    """Return what the command prints."""
    output = io.StringIO()
    call_command("provision_affiliate", *arguments, stdout=output)
    return output.getvalue()


def refusal(*arguments: str) -> str:
    """Return why the command refuses, after proof that it wrote nothing."""
    before = all_rows()
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert all_rows() == before
    return str(refused.value)


def test_it_makes_a_sub_site_and_tells_what_it_made():
    output = run(*NEW, "--host=oh.example.org", "--president-name=Pat Example", "--president-email=pat@example.org")
    affiliate = Affiliate.objects.get(slug="ohio")
    assert (affiliate.states, affiliate.languages, affiliate.host) == (["OH"], ["en", "es"], "oh.example.org")
    assert affiliate.contacts.filter(name="Pat Example").count() == 2
    for made in ("Just Schools Ohio (en)", "Just Schools Ohio (es)", "Ohio managers", "oh.example.org"):
        assert made in output


def test_a_second_run_says_that_nothing_is_missing():
    run(*NEW)
    assert "nothing is missing" in run("ohio")


def test_it_adds_a_language():
    affiliate = provisioned(languages=["en"])
    run("ohio", "--language=es")
    assert home_of(affiliate, "es").live


def test_it_gives_a_host_and_takes_it_away():
    affiliate = provisioned()
    run("ohio", "--host=oh.example.org")
    affiliate.refresh_from_db()
    assert affiliate.host == "oh.example.org"
    run("ohio", "--no-host")
    affiliate.refresh_from_db()
    assert affiliate.host is None


def test_it_completes_all_of_them():
    affiliate = provisioned()
    home_of(affiliate, "es").delete()
    output = run("--all")
    assert home_of(affiliate, "es").live
    assert output.count("nothing is missing") == Affiliate.objects.count() - 1


def test_it_tells_every_field_that_it_refuses():
    message = refusal("ohio", "--language=xx")
    for field in ("name", "short_name", "place", "languages"):
        assert f"  {field}: " in message


@pytest.mark.parametrize("arguments", [[], ["ohio", "--all"]])
def test_it_asks_for_one_affiliate_or_all(arguments):
    assert "--all" in refusal(*arguments)


def test_it_does_not_change_the_data_of_an_affiliate_that_is_there():
    assert "name" in refusal("illinois", "--name=Another")
