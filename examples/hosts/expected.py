"""The lines that every host prints, from the decisions that the command line wrote.

    huimin run POLICY --cases CASES --on DATE --out DECISIONS
    python3 expected.py DECISIONS
"""

import json
import sys


def value(result):
    if result["status"] == "undecided":
        return "?"
    if result["status"] == "error":
        return "!"
    return result["case"]["name"] if result["kind"] == "tier" else result["amount"].get("coins", "")


for line in open(sys.argv[1], encoding="utf-8"):
    entry = json.loads(line)
    results = entry["decision"]["results"]
    parts = [f"{r['of']}.{r['name']}={value(r)}" if r["of"] else f"{r['name']}={value(r)}" for r in results]
    print("\t".join([entry.get("key", "")] + parts))
