"""What a run of provision_affiliate() made."""

from __future__ import annotations

from dataclasses import dataclass, field

from affiliates.models import Activity, Affiliate


@dataclass(frozen=True)
class Made:
    """One thing that was missing and is there now; `kind` is a word of Django's `verbose_name`s."""

    kind: str
    name: str
    language: str = ""

    def __str__(self) -> str:
        language = f" ({self.language})" if self.language else ""
        return f"{self.kind}: {self.name}{language}"


@dataclass
class ProvisioningReport:
    """What a run of provision_affiliate() made for `affiliate`; nothing where the sub-site was whole."""

    affiliate: Affiliate
    is_new: bool
    languages_added: list[str] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)

    def add(self, kind: object, name: str, language: str = "") -> None:
        """Note that something was made."""
        self.made.append(Made(str(kind), name, language))

    @property
    def has_changes(self) -> bool:
        """Whether the run wrote anything."""
        return bool(self.made)

    @property
    def action(self) -> Activity:
        """What the run was, in the words of the affiliate's log."""
        if self.is_new:
            return Activity.PROVISIONED
        return Activity.LANGUAGE_ADDED if self.languages_added else Activity.REPAIRED
