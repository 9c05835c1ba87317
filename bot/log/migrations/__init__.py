"""The log's schema, step by step; `bot.log.schema` applies what is missing when the log is opened.

A change of `bot/log/tables.py` needs a new file in `versions/`: the next number, `down_revision` the one
before, `upgrade` the change. Files that have been released stay as they are. There is no way down: an older
program refuses a newer log and leaves it alone.
"""
