"""The table of the cache that all processes share (settings.CACHES), as `createcachetable` would make it."""

from django.db import migrations

FORWARDS = """
CREATE TABLE shared_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_initial'),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, "DROP TABLE shared_cache;"),
    ]
