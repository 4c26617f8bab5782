"""Lighthouse, as npm installs it into `.node/`, on a page of this machine: medians over runs."""

import json
import os
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.served import ROOT

PROGRAM = ROOT / ".node" / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --user-data-dir="
)
_SLOW_3G = (
    "--throttling-method=simulate", "--throttling.rttMs=400", "--throttling.throughputKbps=400",
    "--throttling.cpuSlowdownMultiplier=6",
)  # fmt: skip


def is_installed() -> bool:
    return PROGRAM.exists()


@dataclass(frozen=True, kw_only=True)
class Lighthouse:
    url: str
    cookie: str = ""
    runs: int = 3

    def mobile(self) -> dict[str, float]:
        """Lighthouse's own phone: the four scores of a hundred, and LCP in milliseconds."""
        scores = {
            name: statistics.median(run["categories"][name]["score"] * 100 for run in self._reports)
            for name in CATEGORIES
        }
        return {**scores, "lcp": _median(self._reports, "largest-contentful-paint")}

    @cached_property
    def _reports(self) -> list[dict[str, Any]]:
        return [self._run() for _ in range(self.runs)]

    def slow_3g(self) -> dict[str, float]:
        reports = [self._run(*_SLOW_3G) for _ in range(self.runs)]
        return {
            "slow performance": statistics.median(
                run["categories"]["performance"]["score"] * 100 for run in reports
            ),
            "slow lcp": _median(reports, "largest-contentful-paint"),
            "slow cls": _median(reports, "cumulative-layout-shift"),
        }

    def _run(self, *more: str) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as place:
            out = Path(place) / "report.json"
            command = [
                str(PROGRAM), self.url, "--quiet", "--output=json", f"--output-path={out}", "--no-enable-error-reporting",
                f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={_FLAGS}{place}/profile", *more,
            ]  # fmt: skip
            if self.cookie:
                command.append("--extra-headers=" + json.dumps({"Cookie": self.cookie}))
            environ = {**os.environ, "CHROME_PATH": "/usr/bin/chromium"}
            subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL, timeout=180)
            report: dict[str, Any] = json.loads(out.read_text("utf-8"))
            return report


def _median(reports: list[dict[str, Any]], audit: str) -> float:
    return float(statistics.median(run["audits"][audit]["numericValue"] for run in reports))
