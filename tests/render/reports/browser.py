"""A real browser without a window, spoken to through pipes: it says what a page does in it."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)

_PATIENCE = 180
"""The seconds after which a browser is ended, whatever it does."""


def browser() -> str | None:
    """Find the browser of this machine."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Tab:
    """A page in the browser; all that happened in it since it was opened is in `events`."""

    def __init__(self, out: int, back: int) -> None:
        self._out, self._back = os.fdopen(out, "wb", buffering=0), os.fdopen(back, "rb")
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        found = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime", "Audits", "Accessibility"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **given: Any) -> Any:
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": given}
        if self._session is not None:
            asked["sessionId"] = self._session
        self._out.write(json.dumps(asked).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, path: Path, width: int, *, dark: bool = False) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media="", features=[scheme])
        metrics = {"height": 800, "deviceScaleFactor": 1, "mobile": width < 700}
        self.ask("Emulation.setDeviceMetricsOverride", width=width, **metrics)
        self.events.clear()
        self.ask("Page.navigate", url=path.as_uri())
        while not self.of("Page.loadEventFired"):
            self.events.append(self._next())

    def of(self, *methods: str) -> list[dict[str, Any]]:
        return [each["params"] for each in self.events if each.get("method") in methods]

    def value(self, expression: str) -> Any:
        found = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"]["value"]

    def screenshot(self) -> bytes:
        found = self.ask("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(found["data"])

    def pdf(self) -> bytes:
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True)["data"])

    def _next(self) -> dict[str, Any]:
        got = bytearray()
        while not got.endswith(b"\0"):
            part = self._back.read(1)
            assert part, "the browser has gone"
            got += part
        found: dict[str, Any] = json.loads(got[:-1])
        return found

    def close(self) -> None:
        self._session = None
        with suppress(AssertionError, BrokenPipeError):
            self.ask("Browser.close")
        self._out.close()
        self._back.close()


@contextmanager
def opened(program: str, folder: Path) -> Iterator[Tab]:
    """Start the browser with a profile of its own, and end it."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    # It reads from descriptor 3 and writes to 4; a shell puts ours there.
    script = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
    words = ["bash", "-c", script, program, *_FLAGS, f"--user-data-dir={folder}", "about:blank"]
    process = subprocess.Popen(
        words,
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
    )
    os.close(theirs_in)
    os.close(theirs_out)
    # A browser that says nothing any more ends, and with it whoever waits for it.
    patience = threading.Timer(_PATIENCE, process.kill)
    patience.start()
    try:
        tab = Tab(ours_out, ours_in)
        yield tab
        tab.close()
        process.wait(20)
    finally:
        patience.cancel()
        if process.poll() is None:
            process.kill()
            process.wait()
