"""Pages opened in Chromium without a window."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

WANTED = os.environ.get("CLEANER_BROWSER_TESTS") == "1"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run")  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium of the system; without one the tests are skipped, or fail where CLEANER_BROWSER_TESTS=1 wants them."""
    try:
        from playwright import sync_api
    except ImportError:
        if WANTED:
            raise
        pytest.skip("playwright is not installed: the page is not tried in a browser")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        message = "no chromium, chromium-browser or google-chrome on the PATH: the page is not tried in a browser"
        if WANTED:
            pytest.fail(message)
        pytest.skip(message)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


class Opened:
    """An open page, what it asked for and what it complained about."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page = browser.new_context(accept_downloads=True, **context).new_page()
        self.page.set_default_timeout(60_000)  # ms; only a page that is broken takes so long
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())

    def script(self) -> str:
        """The script as it stands on the page: without what is struck through."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll("#said > .line")].map((line) => {
                const copy = line.cloneNode(true);
                for (const one of copy.querySelectorAll("del, .flag, .go")) one.remove();
                return copy.textContent;
            }).join("\\n")"""
        )

    def click_text(self, selector: str) -> None:
        """Click on the beginning of what may go over several lines."""
        self.page.locator(selector).scroll_into_view_if_needed()
        box = self.page.locator(selector).evaluate("(element) => [...element.getClientRects()].at(0).toJSON()")
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def plays_from(self, ms: float) -> bool:
        """Whether it plays, from this moment on."""
        return -1 < 1000 * self._plays() - ms < 300

    def _plays(self) -> float:
        self.page.wait_for_function("() => !document.getElementById('audio').paused")
        at: float = self.page.evaluate("document.getElementById('audio').currentTime")
        self.page.evaluate("document.getElementById('audio').pause()")
        return at


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    pages: list[Opened] = []

    def open_(path: Path, **context: Any) -> Opened:
        pages.append(Opened(browser, path, **context))
        return pages[-1]

    yield open_
    for one in pages:
        one.page.context.close()
