"""The interface speaks every language that it claims to, and the catalogues hold what the code says."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.architecture.project import local_apps
from tests.database import PROJECT_DIR

LANGUAGES = ["es"]
FOLDERS = [*(app for app in local_apps() if app != "config"), "site", "templates"]

Message = tuple[str | None, str, str]


def catalogue_of(language: str) -> polib.POFile:
    """Return the catalogue of the interface in the language."""
    path = PROJECT_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    assert path.exists(), "make messages has never been run"
    return polib.pofile(str(path))


def messages_in(catalogue: polib.POFile) -> set[Message]:
    """Return context, text and plural of every message in use."""
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue if not entry.obsolete}


@pytest.fixture(scope="session")
def messages_in_the_sources(tmp_path_factory: pytest.TempPathFactory) -> set[Message]:
    """Collect the texts of code and templates as `make messages` does, into a folder of their own."""
    folder: Path = tmp_path_factory.mktemp("sources")
    for name in FOLDERS:
        (folder / name).symlink_to(PROJECT_DIR / name)
    with override_settings(LOCALE_PATHS=[str(folder / "locale")]), pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        call_command("makemessages", locale=["es"], symlinks=True, verbosity=0)
    return messages_in(polib.pofile(str(folder / "locale" / "es" / "LC_MESSAGES" / "django.po")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_without_a_translation(language):
    missing = [entry.msgid for entry in catalogue_of(language).untranslated_entries()]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language):
    assert not [entry.msgid for entry in catalogue_of(language).fuzzy_entries()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_names_in_its_text(language):
    wrong = []
    for entry in catalogue_of(language):
        names = values_in(entry.msgid) | values_in(entry.msgid_plural)
        forms = [entry.msgstr, *entry.msgstr_plural.values()]
        wrong += [entry.msgid for form in forms if values_in(form) - names]
    assert not wrong


def values_in(text: str) -> set[str]:
    """Return the names of the values that a text takes, such as count in "%(count)s pages"."""
    return {part.split(")")[0] for part in text.split("%(")[1:]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_sources_is_in_the_catalogue(language, messages_in_the_sources):
    assert not messages_in_the_sources - messages_in(catalogue_of(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_nothing_that_the_sources_dropped(language, messages_in_the_sources):
    assert not messages_in(catalogue_of(language)) - messages_in_the_sources


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_compiled(language):
    source = PROJECT_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    compiled = polib.mofile(str(source.with_suffix(".mo")))
    texts = {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in compiled}
    for entry in catalogue_of(language).translated_entries():
        assert texts.get((entry.msgctxt, entry.msgid)) == (entry.msgstr, entry.msgstr_plural)
