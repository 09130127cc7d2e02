"""Web servers for a test, each on its own loopback address: real sockets, and pages that misbehave on demand."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from urllib.parse import parse_qs, urlsplit


@dataclass
class Seen:
    """One request as the server saw it."""

    method: str
    path: str
    agent: str
    at: float


@dataclass
class Server:
    """A running server. `requests` are in order; `busiest` is how many were open at once."""

    url: str
    requests: list[Seen] = field(default_factory=list)
    busiest: int = 0
    sent: int = 0
    robots: str | None = None
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # path -> content type, content
    open: int = 0
    lock: Lock = field(default_factory=Lock)

    def asked(self, path: str) -> list[str]:
        """Return the methods with which a path was asked for."""
        return [seen.method for seen in self.requests if seen.path == path]


@contextmanager
def serving(host: str = "127.0.0.1", *, robots: str | None = None, certificate: Path | None = None) -> Iterator[Server]:
    """Serve until the end of the block."""
    web = ThreadingHTTPServer((host, 0), _handler())
    web.daemon_threads = True
    scheme = "http"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        web.socket = context.wrap_socket(web.socket, server_side=True, do_handshake_on_connect=False)
        scheme = "https"
    server = Server(url=f"{scheme}://{host}:{web.server_address[1]}", robots=robots)
    web.site = server  # type: ignore[attr-defined]
    thread = Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        web.shutdown()
        web.server_close()
        thread.join()


@contextmanager
def saying_bytes(saying: list[bytes], host: str = "127.0.0.1") -> Iterator[str]:
    """Serve bytes that need not be HTTP: whoever connects is sent the first of `saying`."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                self.request.recv(4096)
                self.request.sendall(saying[0])

    server = ThreadingTCPServer((host, 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def self_signed(folder: Path, host: str) -> Path:
    """Make a certificate that nobody has reason to trust."""
    file = folder / "server.pem"
    subject = ["-subj", f"/CN={host}", "-keyout", file, "-out", folder / "certificate.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + (folder / "certificate.pem").read_bytes())
    return file


def _handler() -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        @property
        def site(self) -> Server:
            return self.server.site  # type: ignore[attr-defined,no-any-return]

        def log_message(self, format: str, *args: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(OSError):  # the other side hangs up, as it should
                super().handle()

        def do_HEAD(self) -> None:
            self.answer()

        def do_GET(self) -> None:
            self.answer()

        def answer(self) -> None:
            site = self.site
            with site.lock:
                site.requests.append(Seen(self.command, self.path, self.headers["User-Agent"], time.monotonic()))
                site.open += 1
                site.busiest = max(site.busiest, site.open)
            try:
                self.route()
            finally:
                with site.lock:
                    site.open -= 1

        def route(self) -> None:  # noqa: PLR0915  a table of what servers do
            path = urlsplit(self.path).path
            first, _, rest = path[1:].partition("/")
            if path == "/robots.txt":
                self.say(200 if self.site.robots is not None else 404, (self.site.robots or "").encode())
            elif path in self.site.pages:
                self.say_page(*self.site.pages[path])
            elif first == "page":  # /page/image/png
                self.say(200, b"%PDF-1.7" if rest.endswith("pdf") else b"GIF or so", {"Content-Type": rest})
            elif first == "status":  # /status/404
                self.say(int(rest))
            elif first == "to":  # /to/301?<address>
                status, _, _ = rest.partition("/")
                self.say(int(status), headers={"Location": self.path.partition("?")[2]})
            elif first == "round":  # /round/3 leads to /round/3/2, that to /round/3/1, that to the first
                length, _, left = rest.partition("/")
                step = int(left or length) - 1
                self.say(302, headers={"Location": f"/round/{length}/{step}" if step else f"/round/{length}"})
            elif first == "no-head":  # /no-head/405
                self.say(int(rest) if self.command == "HEAD" else 200)
            elif first == "flaky":  # /flaky/503/2/<name> fails twice
                status, times = rest.split("/")[:2]
                gets = [seen for seen in self.site.requests if seen.path == self.path]
                self.say(int(status) if len(gets) <= int(times) else 200)
            elif first == "later":  # /later/<seconds>
                known = [seen for seen in self.site.requests if seen.path == self.path]
                self.say(429 if len(known) == 1 else 200, headers={"Retry-After": rest})
            elif first == "drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while True:
                    self.wfile.write(b"x")
                    time.sleep(0.02)
            elif first == "silent":
                time.sleep(3)
            elif first == "huge":
                self.send_response(405 if self.command == "HEAD" else 200)
                self.end_headers()
                while self.command == "GET":
                    self.wfile.write(b"x" * 65536)
                    self.site.sent += 65536
            elif first == "huge-robots":
                self.say(200, b"User-agent: *\nDisallow: /\n" + b"#" * 10_000_000)
            elif first == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                self.connection.close()
            elif first == "nonsense":
                self.wfile.write(b"\x16\x03\x01 hello\r\n\r\n")
            elif first == "wayback":
                asked = parse_qs(urlsplit(self.path).query)
                copy = f"http://web.archive.org/web/{asked['timestamp'][0]}000000/{asked['url'][0]}"
                closest = {"available": True, "url": copy, "status": "200", "timestamp": asked["timestamp"][0]}
                known = {} if "never" in asked["url"][0] else {"closest": closest}
                self.say(200, json.dumps({"archived_snapshots": known}).encode())
            else:
                self.say(200, b"a page")

        def say_page(self, kind: str, content: bytes) -> None:
            self.say(200, content, {"Content-Type": kind} if kind else None)

        def say(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

    return Handler
