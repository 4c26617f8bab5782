"""`python -m bench [--json OUT]`: every benchmark, one after the other, figures and ratios only."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench.http import measure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    given = parser.parse_args()
    figures = {"http": measure(), "cluster": _cluster()}
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2), "utf-8")


def _cluster() -> object:
    """In a process of its own, so that peak memory is its own."""
    script = Path(__file__).with_name("cluster_speed.py")
    done = subprocess.run(
        [sys.executable, str(script), "--json", "-"], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout[done.stdout.index("{") :])


if __name__ == "__main__":
    main()
