"""`python -m bench [--json OUT]`: every benchmark, one after the other, figures and ratios only."""

import argparse
import json
import subprocess
import sys
import tempfile
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
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "cluster.json"
        command = [sys.executable, str(script), "--json", str(out)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        return json.loads(out.read_text("utf-8"))


if __name__ == "__main__":
    main()
