"""What the widget costs the page that carries it, on a slow phone.

    .venvs/test/bin/python -m bench.widget [--url http://127.0.0.1:8000] [--runs 5]

The phone: a processor four times slower than this machine's, a network of 1.6 Mbit/s down,
0.75 up, 150 ms there and back. Each run is a first visit, with and without the widget. Figures
are medians: whatever else this machine does at the time makes tasks longer.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

WIDGET = Path(__file__).resolve().parent.parent / "web" / "static" / "dist" / "widget.js"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NETWORK = {
    "offline": False,
    "latency": 150,  # ms
    "downloadThroughput": 1_600_000 / 8,  # bytes a second
    "uploadThroughput": 750_000 / 8,
}
_SETTLE_MS = 2_000

_WATCH = """
window.watched = {shift: 0, tasks: []};
const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note))
  .observe({type, buffered: true});
watch("layout-shift", entry => { if (!entry.hadRecentInput) watched.shift += entry.value; });
watch("longtask", entry => watched.tasks.push(entry.duration));
"""


@dataclass(frozen=True)
class Visit:
    """A first visit; durations in milliseconds."""

    shift: float
    long_tasks: int
    longest_task: float
    loaded: float
    own_task: float = 0.0
    """The longest stretch of the widget's own work."""
    bubble: float = 0.0
    round_trips: int = 0


def visit(browser: Browser, url: str, with_widget: bool) -> Visit:
    """Load the page, and open the chat where there is one."""
    context = browser.new_context(viewport={"width": 375, "height": 780}, is_mobile=True)
    page = context.new_page()
    page.add_init_script(_WATCH)
    if not with_widget:
        page.route("**/widget.js", lambda route: route.abort())
    phone = context.new_cdp_session(page)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    phone.send("Network.enable")
    phone.send("Network.emulateNetworkConditions", _NETWORK)
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.goto(url, wait_until="load")
    page.wait_for_timeout(_SETTLE_MS)
    own_task = _longest_own_task(browser.stop_tracing())
    watched = page.evaluate("watched")
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    bubble, round_trips = _open(page) if with_widget else (0.0, 0)
    context.close()
    tasks = watched["tasks"]
    longest = max(tasks, default=0.0)
    return Visit(watched["shift"], len(tasks), longest, loaded, own_task, bubble, round_trips)


def _longest_own_task(trace: bytes) -> float:
    """Find, in a trace of Chromium's, the longest run of the widget's script, in milliseconds."""
    return max(
        (
            event["dur"] / 1000
            for event in json.loads(trace)["traceEvents"]
            if event["name"] in ("EvaluateScript", "FunctionCall")
            and "dur" in event
            and event["args"].get("data", {}).get("url", "").endswith("/widget.js")
        ),
        default=0.0,
    )


def _open(page: Page) -> tuple[float, int]:
    """Open the chat; returns how long its first bubble took, and after how many requests."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    begun = page.evaluate("performance.now()")
    page.evaluate("document.querySelector('conseiller-chat').open()")
    page.locator("conseiller-chat .message").first.wait_for()
    took: float = page.evaluate("performance.now()") - begun
    return took, len([url for url in asked if "/api/" in url])


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="What the widget costs a page.")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    path = next(filter(None, map(shutil.which, _BROWSERS)))
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        without, with_it = (
            [visit(browser, options.url, carried) for _ in range(options.runs)]
            for carried in (False, True)
        )
        browser.close()
    size = len(gzip.compress(WIDGET.read_bytes(), 9)) / 1000
    print(f"widget.js, gzipped in all    {size:.1f} kB")
    print(f"{'':<28} {'without':>9} {'with it':>9}")
    for name, pick in {
        "layout shift": lambda one: one.shift,
        "long tasks (over 50 ms)": lambda one: one.long_tasks,
        "longest of them, ms": lambda one: one.longest_task,
        "page loaded, ms": lambda one: one.loaded,
    }.items():
        figures = [median(map(pick, visits)) for visits in (without, with_it)]
        print(f"{name:<28} {figures[0]:>9.4g} {figures[1]:>9.4g}")
    print(f"longest task of its own      {median(one.own_task for one in with_it):.0f} ms")
    print(f"first bubble after opening   {median(one.bubble for one in with_it):.0f} ms,", end=" ")
    print(f"{max(one.round_trips for one in with_it)} round trip")


if __name__ == "__main__":
    main()
