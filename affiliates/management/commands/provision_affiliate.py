"""`manage.py provision_affiliate`: gives affiliates their sub-sites, or what is missing of them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from affiliates.models import Affiliate
from affiliates.provisioning import ContactDetails, ProvisioningReport, provision_affiliate

# The fields of a new affiliate by the option that gives them.
NEW_FIELDS = ("name", "short_name", "place", "website", "time_zone")


class Command(BaseCommand):
    """Makes what is missing of one sub-site, or of all."""

    help = (
        "Gives an affiliate its sub-site: pages in each language, groups, permissions, collection, workflow, contacts "
        "and the site of its own host. What is there stays as it is, so it is safe to run again. "
        "A new affiliate needs --name, --short-name, --place, --state and --language."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("slug", nargs="?", help="The slug of the affiliate, such as ohio.")
        parser.add_argument("--all", action="store_true", help="Complete every affiliate that there is.")
        parser.add_argument("--name", help="Such as “Ohio Education Association”.")
        parser.add_argument("--short-name", help="The initials, such as OEA.")
        parser.add_argument("--place", help="The state or territory, as readers call it.")
        parser.add_argument("--website", help="The affiliate’s own website.")
        parser.add_argument("--time-zone", help="Such as America/New_York.")
        parser.add_argument("--state", action="append", default=[], help="A USPS code, such as OH; may be repeated.")
        parser.add_argument("--language", action="append", default=[], help="A code, such as es; may be repeated.")
        parser.add_argument("--host", help="The own host name, such as oh.example.org.")
        parser.add_argument("--no-host", action="store_true", help="Give the own host name up.")
        parser.add_argument("--president-name", help="Whom readers reach in the president’s office.")
        parser.add_argument("--president-email")
        parser.add_argument("--president-phone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the verb and tell what it made. Raises CommandError for what it refuses."""
        if bool(options["slug"]) == options["all"]:
            raise CommandError("Name one affiliate by its slug, or say --all.")
        if options["all"]:
            for affiliate in Affiliate.objects.order_by("slug"):
                self.tell(self.provision(affiliate))
        else:
            self.tell(self.provision(self.affiliate(options), **self.arguments(options)))

    def affiliate(self, options: dict[str, Any]) -> Affiliate:
        """Return the saved affiliate with the slug, or a new one from the options.

        Raises CommandError where the options would change what a saved one has, which the admin is for.
        """
        given = {name: options[name] for name in NEW_FIELDS if options[name]}
        given |= {"states": options["state"]} if options["state"] else {}
        affiliate = Affiliate.objects.filter(slug=options["slug"]).first()
        if affiliate is None:
            return Affiliate(slug=options["slug"], **given)
        if different := [name for name, value in given.items() if getattr(affiliate, name) != value]:
            raise CommandError(f"{affiliate} has another {', '.join(different)}; change it in the admin.")
        return affiliate

    def arguments(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what the verb takes beside the affiliate."""
        arguments: dict[str, Any] = {"languages": options["language"]}
        if options["host"] or options["no_host"]:
            arguments["host"] = options["host"]
        president = {name: options[f"president_{name}"] or "" for name in ("name", "email", "phone")}
        if any(president.values()):
            arguments["contacts"] = [ContactDetails(**president)]
        return arguments

    def provision(self, affiliate: Affiliate, **arguments: Any) -> ProvisioningReport:
        """Run the verb. Raises CommandError with every message by its field."""
        try:
            return provision_affiliate(affiliate, **arguments)
        except ValidationError as error:
            lines = [f"  {name}: {' '.join(messages)}" for name, messages in error.message_dict.items()]
            raise CommandError("\n".join([f"{affiliate.slug} is refused, and nothing was written:", *lines])) from error

    def tell(self, report: ProvisioningReport) -> None:
        """Print what was made."""
        if not report.has_changes:
            self.stdout.write(f"{report.affiliate}: nothing is missing")
            return
        self.stdout.write(f"{report.affiliate}: {report.action.label}")
        for made in report.made:
            self.stdout.write(f"  {made}")
