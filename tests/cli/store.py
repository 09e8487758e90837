"""What a store tells, without its numbering and times: python3 store.py PROJECT."""
import sqlite3
import sys

store = sqlite3.connect(f"file:{sys.argv[1]}/essor.db?mode=ro", uri=True)
for table in ("forecast", "target", "answer"):
    for row in store.execute(
        f"SELECT key, {table}.* FROM {table} JOIN note ON note.id = note"
    ):
        print(table, row[0], *row[2:])
for series, key in store.execute("SELECT series, key FROM note"):
    print("note", series, key)
for series, key, content in store.execute("SELECT series, key, content FROM solved"):
    print("solved", series, key, content.hex())
for row in store.execute("SELECT * FROM figure"):
    print("figure", *row)
assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
