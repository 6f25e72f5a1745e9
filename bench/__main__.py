"""Runs the benchmarks, prints one table and keeps it in `var/bench.json`."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import bench

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "bench.json"
NOT_MEASURING = {"__main__", "agency", "copying", "people", "server"}


def main(only: str | None) -> int:
    """Measure all, or the one named; the exit code is 1 if a target is missed."""
    # A database of its own, so that measuring never touches anybody's data.
    os.environ["EMBEDDED_POSTGRES_DIR"] = str(ROOT / "var" / "bench" / "postgres")
    os.environ.pop("DATABASE_URL", None)
    names = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in NOT_MEASURING]
    if only and only not in names:
        sys.exit(f"There is no benchmark {only}. There are: {', '.join(names)}.")
    results: dict[str, Any] = {}
    for name in [only] if only else names:
        print(f"Measuring {name} …", flush=True)
        results |= importlib.import_module(f"bench.{name}").run()
    Console().print(_table(results))
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(kept | results, indent=2) + "\n")
    return 0 if all(_reached(row) is not False for row in results.values()) else 1


def _reached(row: dict[str, Any]) -> bool | None:
    """None for a figure without a target."""
    if row["target"] is None:
        return None
    return row["value"] >= row["target"] if row["higher_is_better"] else row["value"] <= row["target"]


def _table(results: dict[str, Any]) -> Table:
    table = Table("what", "value", "unit", "target", "")
    for name, row in results.items():
        sign = "≥" if row["higher_is_better"] else "≤"
        target = "" if row["target"] is None else f"{sign} {row['target']:,}"
        table.add_row(
            name, f"{row['value']:,.2f}", row["unit"], target, {True: "yes", False: "MISSED", None: ""}[_reached(row)]
        )
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
