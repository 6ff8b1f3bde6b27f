"""Triggers that refuse every change to what is written, on both databases."""

from django.db import migrations

REFUSED = "the journal is append-only"
SQLITE = [
    f"CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal_entry BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    # REPLACE deletes without firing a delete trigger unless recursive triggers are on.
    f"""CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal_entry
    WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id OR act_id = NEW.act_id OR (code = NEW.code AND seq = NEW.seq))
    BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {REFUSED}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$""",
    "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal_entry FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
    "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal_entry FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
]


def seal(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
