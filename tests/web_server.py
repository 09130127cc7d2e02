"""Serve a built site as GitHub Pages does: gzip, ten minutes in the cache, and 404.html for what is not there."""

from __future__ import annotations

import gzip
import mimetypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".wasm"}


class AsPagesDoes(BaseHTTPRequestHandler):
    """Sends a folder as GitHub Pages would."""

    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *arguments: Any) -> None:
        self.folder = folder.resolve()
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (self.folder / path.lstrip("/") / ("index.html" if path.endswith("/") else "")).resolve()
        found = file.is_file() and file.is_relative_to(self.folder)
        file = file if found else self.folder / "404.html"
        content = file.read_bytes()
        self.send_response(200 if found else 404)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if file.suffix in TEXTS - {".wasm"} else kind)
        self.send_header("Cache-Control", "max-age=600")
        if file.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal for the figures."""


class Server(ThreadingHTTPServer):
    """Says nothing when a browser hangs up before it has read all."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Quiet(SimpleHTTPRequestHandler):
    """Sends files as they are, and says nothing about caches."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test report clean."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve what a folder holds, now or later, as GitHub Pages would; yield the address on a free port."""
    with _serving(partial(AsPagesDoes, folder)) as port:
        yield f"http://localhost:{port}/"


@contextmanager
def served_plainly(folder: Path) -> Iterator[str]:
    """Serve a folder without compression or caching, which costs less; yield the address on a free port."""
    with _serving(partial(Quiet, directory=str(folder))) as port:
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def _serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[int]:
    server = Server(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
