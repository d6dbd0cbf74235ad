"""What the proof of work costs a browser: `.venvs/test/bin/python -m bench.work`.

Chromium does the longest work that can be asked for, as it is and with its processor slowed down,
which stands for slower devices. Processor time is measured, which other programs do not change.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import statistics
from datetime import UTC, datetime

from playwright.sync_api import CDPSession, Page, sync_playwright

from runtime.settings import ROOT
from web.work.altcha import MOST, Challenges

_SCRIPT = ROOT / "web" / "static" / "dist" / "work.js"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_RATES = {1: "a computer", 4: "a usual phone", 6: "a slow phone"}
_TIMES = 5
_FORM = "<form><input name='altcha' type='hidden' data-challenge='{}'><button></button></form>"
_IS_DONE = "() => document.querySelector('input').value.length > 9"


def main() -> None:
    """Measure, and print a table."""
    path = next(filter(None, map(shutil.which, _BROWSERS)))
    print(
        f"| slowed down | stands for | {MOST:,} tries | on average |", "|---|---|---|---|", sep="\n"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        tools = page.context.new_cdp_session(page)
        tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        for rate, stands_for in _RATES.items():
            tools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
            longest = statistics.median(_measure(page, tools) for _ in range(_TIMES))
            print(f"| {rate} × | {stands_for} | {longest:.2f} s | {longest / 2:.2f} s |")
        browser.close()


def _measure(page: Page, tools: CDPSession) -> float:
    """Do the longest work once; returns the processor's seconds on the page's thread."""
    page.goto("about:blank")
    page.set_content(_FORM.format(_longest()))
    before = _seconds(tools)
    page.add_script_tag(content=_SCRIPT.read_text(encoding="utf-8"))
    page.wait_for_function(_IS_DONE, timeout=120_000, polling=500)
    return _seconds(tools) - before


def _longest() -> str:
    asked = json.loads(Challenges("a key").make("form", "a booking", datetime.now(UTC)).written)
    asked["challenge"] = hashlib.sha256(f"{asked['salt']}{MOST}".encode()).hexdigest()
    return json.dumps(asked)


def _seconds(tools: CDPSession) -> float:
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


if __name__ == "__main__":
    main()
