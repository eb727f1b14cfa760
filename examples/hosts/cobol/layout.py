"""Lays cases in JSON out as records of fixed width, as a mainframe would have them.

    python3 layout.py CASES LAYOUT RECORDS

LAYOUT gets a line for each fact: its path (200 bytes), its offset and its length (5 digits each).
RECORDS gets a line for each case, all of the same length. An empty list is written as `[]`.
"""

import json
import sys


def facts(value, path=""):
    """The facts of a case with their paths."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from facts(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value:
        for position, inner in enumerate(value):
            yield from facts(inner, f"{path}[{position}]")
    elif isinstance(value, list):
        yield path, "[]"
    elif isinstance(value, bool):
        yield path, "yes" if value else "no"
    elif value is not None:
        yield path, str(value)


def main(cases_path, layout_path, records_path):
    with open(cases_path, encoding="utf-8") as file:
        cases = [dict(facts(json.loads(line))) for line in file]
    widths = {}
    for case in cases:
        for path, value in case.items():
            widths[path] = max(widths.get(path, 0), len(value.encode()))
    with open(layout_path, "wb") as layout:
        offset = 0
        for path, width in widths.items():
            layout.write(path.encode().ljust(200) + b"%05d%05d\n" % (offset, width))
            offset += width
    with open(records_path, "wb") as records:
        for case in cases:
            fields = (case.get(path, "").encode().ljust(width) for path, width in widths.items())
            records.write(b"".join(fields) + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
