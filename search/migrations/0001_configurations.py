"""Text search configurations that fold accents before they reduce a word to its stem."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

# Frozen here on purpose: what search.languages names must exist, whatever it says later.
DICTIONARIES = {
    "arabic": "arabic_stem",
    "english": "english_stem",
    "french": "french_stem",
    "german": "german_stem",
    "italian": "italian_stem",
    "portuguese": "portuguese_stem",
    "russian": "russian_stem",
    "simple": "simple",
    "spanish": "spanish_stem",
}


def create(name: str, dictionary: str) -> migrations.RunSQL:
    """Return the operation that makes `folded_<name>`."""
    return migrations.RunSQL(
        sql=[
            f"CREATE TEXT SEARCH CONFIGURATION folded_{name} (COPY = pg_catalog.{name})",
            f"ALTER TEXT SEARCH CONFIGURATION folded_{name} ALTER MAPPING "
            f"FOR hword, hword_part, word WITH unaccent, {dictionary}",
        ],
        reverse_sql=f"DROP TEXT SEARCH CONFIGURATION folded_{name}",
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [UnaccentExtension(), *(create(name, dictionary) for name, dictionary in DICTIONARIES.items())]
