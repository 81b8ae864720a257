"""The steps from one version of the schema to the next, and what is kept while they are taken.

A step is an Alembic revision in `versions/`: revision "0003" leads from user_version 2 to 3. It is
written as SQL or with Alembic's operations, and never imports the table models, which go on
changing. There is no alembic_version table: the file's user_version is the truth. Views and
triggers are gone while the steps run and are made again after the last one.

A step may say about itself:
    changes_rows_of: the tables that have more or fewer rows after it, or are gone.
    retires: the views and triggers that are not made again.
    remakes_keys: whether the search keys, and the full-text entries whose texts are folded
        otherwise now, are made again after the last step (`store/finding/remaking.py`).

SQLite adds, renames and drops columns by itself. Alembic's batch mode, for the rest, forgets
AUTOINCREMENT, WITHOUT ROWID and CHECK constraints unless they are written into the step again;
the test that compares a migrated file with the models notices.
"""
