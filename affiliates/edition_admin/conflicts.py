"""Conflicts as people decide them: what each version says, a form with one choice for each, and its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from affiliates.edition_admin.rich_source import RichSource, leads_nowhere
from affiliates.edition_admin.values import Definition, Reading, definition_of, inner_definition, is_plain, is_rich
from affiliates.merge import Choice, Conflict, Edited, Merged, Note, Side

BY_HAND = "edited"
KINDS = {
    Conflict.EDITED: gettext_lazy("Both of you changed the same words."),
    Conflict.REMOVED_NATIONALLY: gettext_lazy("The national office removed this block, and you changed it."),
    Conflict.REMOVED_LOCALLY: gettext_lazy("You removed this block, and the national office changed it."),
    Conflict.MOVED: gettext_lazy("Both of you moved this block, to different places."),
    Conflict.REPLACED: gettext_lazy("This block became one of another kind on one side, and was changed on the other."),
}


@dataclass(frozen=True)
class Part:
    """The part of a page that a note is about, as the page type declares it."""

    note: Note
    model: type[models.Model]

    @property
    def is_block(self) -> bool:
        """Whether its versions are whole blocks, not values."""
        return self.note.kind is not Conflict.EDITED

    @cached_property
    def container(self) -> Definition:
        """The stream or list that a whole block stands in."""
        return definition_of(self.model, self.note.path[:-1])

    @cached_property
    def definition(self) -> Definition:
        """The field or block of its value; of a whole block that is another kind on each side, ours."""
        if not self.is_block:
            return definition_of(self.model, self.note.path)
        version = self.note.ours or self.note.theirs
        return inner_definition(self.container, version["type"]) if version else None

    def versions(self) -> tuple[Any, Any, Any, Any, Any]:
        """Return the values before, now, ours, and of the two choices; of a whole block what is in it."""
        note = self.note
        return note.base, note.national, note.local, note.theirs, note.ours

    def compared(self, reading: Reading, before: Any, after: Any) -> SafeString:
        """Return a version against another."""
        if not self.is_block:
            return reading.compared(self.definition, before, after)
        return reading.compared_blocks(self.container, before, after)

    @property
    def may_be_written(self) -> bool:
        """Whether it is a text that can be written by hand right here."""
        note = self.note
        if note.kind is Conflict.MOVED or not (is_rich(self.definition) or is_plain(self.definition)):
            return False
        types = {each["type"] for each in (note.ours, note.theirs) if each} if self.is_block else {""}
        return len(types) == 1

    @property
    def text_by_hand(self) -> str:
        """What writing by hand begins with: our version, or the nation's where ours has none."""
        version = self.note.theirs if self.note.ours is None else self.note.ours
        return str((version["value"] if self.is_block else version) or "")

    def written(self, text: str) -> Edited:
        """Return what was written as the merge takes it. Raises ValidationError for what the part does not take."""
        value: Any = text
        if is_rich(self.definition):
            if leads_nowhere(text):
                raise ValidationError(_("A link in this text is not available to you. Remove it or choose another."))
        elif isinstance(self.definition, models.Field):
            value = self.definition.clean(text, None)
        else:
            value = self.definition.get_prep_value(self.definition.clean(self.definition.to_python(text)))
        if not self.is_block:
            return Edited(value)
        version = self.note.ours or self.note.theirs
        return Edited({"type": version["type"], "value": value})


class ResolveForm(forms.Form):
    """Asks for one choice for each conflict, and for the text where it is written by hand."""

    def __init__(self, merged: Merged, model: type[models.Model], data: Any = None) -> None:
        super().__init__(data)
        self.parts = [Part(note, model) for note in merged.notes]
        for number, part in enumerate(self.parts, start=1):
            self.fields[self.choice_name(part.note)] = self._choice_field(part)
            if part.may_be_written:
                self.fields[self.hand_name(part.note)] = self._hand_field(part, number)

    @staticmethod
    def choice_name(note: Note) -> str:
        """Return the name of the field of the choice."""
        return f"choice-{note.key}"

    @staticmethod
    def hand_name(note: Note) -> str:
        """Return the name of the field of the text written by hand."""
        return f"hand-{note.key}"

    def _choice_field(self, part: Part) -> forms.ChoiceField:
        choices = [(Side.NATIONAL.value, _("Take the national version")), (Side.OURS.value, _("Keep ours"))]
        if part.may_be_written:
            choices.append((BY_HAND, _("Write it by hand")))
        return forms.ChoiceField(
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose one of the versions."),
                "invalid_choice": _("This is none of the choices. Choose one of the versions."),
            },
        )

    def _hand_field(self, part: Part, number: int) -> forms.CharField:
        # The key of a note may hold signs with which Wagtail's editor does not find a field by its id.
        attrs = {"id": f"hand-{number}"}
        widget: forms.Widget = forms.Textarea(attrs=attrs | {"rows": 5})
        if is_rich(part.definition):
            widget = RichSource(features=part.definition.features, attrs=attrs)
        return forms.CharField(
            label=_("The text written by hand"),
            required=False,
            strip=False,
            widget=widget,
            initial=part.text_by_hand,
        )

    def clean(self) -> dict[str, Any]:
        """Turn what was written by hand into what the merge takes, or say beside it what is wrong with it."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.decided: dict[str, Choice] = {}
        for part in self.parts:
            chosen = cleaned.get(self.choice_name(part.note))
            if chosen == BY_HAND:
                self._take_text(part, cleaned.get(self.hand_name(part.note)) or "")
            elif chosen:
                self.decided[part.note.key] = Side(chosen)
        return cleaned

    def _take_text(self, part: Part, text: str) -> None:
        try:
            self.decided[part.note.key] = part.written(text)
        except ValidationError as error:
            self.add_error(self.hand_name(part.note), error)

    def choices(self) -> dict[str, Choice]:
        """Return what was decided by the keys of the notes; only some of them where the form is not valid."""
        self.is_valid()
        return self.decided


@dataclass(frozen=True)
class Shown:
    """One conflict on the screen."""

    number: int
    label: str
    kind: str
    before: SafeString
    national: SafeString
    ours: SafeString
    result_national: SafeString
    result_ours: SafeString
    choice: Any
    hand: Any


def shown_conflicts(form: ResolveForm, labels: list[str]) -> list[Shown]:
    """Return the conflicts of a form with their texts side by side."""
    reading = Reading()
    found = []
    for number, (part, label) in enumerate(zip(form.parts, labels, strict=True), start=1):
        before, national, ours, theirs, mine = part.versions()
        hand = form.hand_name(part.note)
        found.append(
            Shown(
                number,
                label,
                str(KINDS[part.note.kind]),
                part.compared(reading, before, before),
                part.compared(reading, before, national),
                part.compared(reading, before, ours),
                part.compared(reading, theirs, theirs),
                part.compared(reading, mine, mine),
                form[form.choice_name(part.note)],
                form[hand] if hand in form.fields else None,
            )
        )
    return found
