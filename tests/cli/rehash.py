"""Gives the manifest of a project the hashes that its outputs have now, as if they had been
made so: python3 rehash.py PROJECT."""
import hashlib
import re
import sys

path = sys.argv[1] + "/out/manifest.json"
with open(path) as file:
    text = file.read()


def now(match):
    with open(f"{sys.argv[1]}/{match.group(2)}", "rb") as output:
        return match.group(1) + hashlib.sha256(output.read()).hexdigest()


text, n = re.subn(r'("path": "(out/[^"]+)",\s*"sha256": ")[0-9a-f]{64}', now, text)
assert n > 0
with open(path, "w") as file:
    file.write(text)
