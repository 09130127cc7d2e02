"""Serve a built site as GitHub Pages does: gzip, ten minutes in the cache, and 404.html for what is not there."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve what a folder holds, now or later, on a free port; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(AsPagesDoes, folder))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
