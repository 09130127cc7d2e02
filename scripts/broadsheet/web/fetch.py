"""One HTTP request: to a checked address, within a time, and no more of the answer than is wanted."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, responses
from threading import Timer

from broadsheet.web.answers import State, Unanswered
from broadsheet.web.connection import Connector, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said. `location` and `retry_after` are as sent, or empty; so is `date`, its own clock."""

    status: int
    location: str = ""
    retry_after: str = ""
    date: str = ""
    body: bytes = b""
    content_type: str = ""

    @property
    def in_words(self) -> str:
        """`404 (Not Found)`."""
        words = responses.get(self.status)
        return f"{self.status} ({words})" if words else str(self.status)


def fetch(method: str, target: Target, *, reach: Connector, agent: str, timeout: float, most: int = 0) -> Answer:
    """Ask once, and read at most `most` bytes of the body. Raises Unanswered where no whole answer comes."""
    headers = {"Host": target.authority, "User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"}
    watch = _Watch()
    try:
        with watch.limited(timeout):
            sock = watch.over(reach.connect(target, timeout))
            if target.scheme == "https":
                wrapped = _tls().wrap_socket(sock, server_hostname=target.host, do_handshake_on_connect=False)
                sock = watch.over(wrapped)
                wrapped.do_handshake()
            connection = HTTPConnection(target.host, target.port, timeout=timeout)
            connection.sock = sock  # it is there already, so the library does not look the name up a second time
            connection.request(method, target.path, headers={**headers, "Connection": "close"})
            with connection.getresponse() as response:
                body = response.read(most) if most else b""
                watch.check()
                return Answer(
                    status=response.status,
                    location=_text(response.getheader("Location")),
                    retry_after=response.getheader("Retry-After") or "",
                    date=response.getheader("Date") or "",
                    body=body,
                    content_type=response.getheader("Content-Type") or "",
                )
    except TimeoutError:
        raise _late(timeout) from None
    except (OSError, HTTPException, ValueError) as error:
        if watch.is_over:
            raise _late(timeout) from None
        raise Unanswered(
            State.BROKEN, _said(error), again=isinstance(error, (ConnectionResetError, HTTPException))
        ) from error


class _Watch:
    """Cuts a connection off when its time is over: a socket's own timeout begins anew with every byte that drips in."""

    def __init__(self) -> None:
        self.is_over = False
        self._sock: socket.socket | None = None

    def over(self, sock: socket.socket) -> socket.socket:
        self._sock = sock
        self.check()
        return sock

    def check(self) -> None:
        if self.is_over:
            raise TimeoutError

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        timer = Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            if self._sock:
                self._sock.close()

    def _cut(self) -> None:
        self.is_over = True
        if self._sock:
            with suppress(OSError):  # of the plain socket: TLS would wait for a farewell
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _late(timeout: float) -> Unanswered:
    return Unanswered(State.TIMEOUT, f"does not answer within {timeout:g} s", again=True)


def _said(error: Exception) -> str:
    """Return what went wrong, in words that have an address as their subject."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"has a certificate that does not hold: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return "cannot be read safely: its TLS fails"
    if isinstance(error, ConnectionRefusedError):
        return "takes no connection"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be reached: {error.strerror.lower()}"
    return f"answers with something that is not HTTP ({type(error).__name__})"


def _text(header: str | None) -> str:
    """Return a header as UTF-8; http.client takes it for Latin-1."""
    return (header or "").encode("latin-1", "replace").decode("utf-8", "replace").strip()
