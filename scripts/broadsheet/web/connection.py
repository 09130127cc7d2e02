"""Connections to public servers only: a name is looked up, every address held against the list, and that one is taken.

Contributed links must not make a build machine knock on doors inside its own network, so the address that was checked
is the address that is connected to; a name that answers differently the second time gains nothing.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

from broadsheet.text.domains import to_ascii
from broadsheet.web.answers import State, Unanswered

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = ip_network("64:ff9b::/96")
# Public by their number, but inside a cloud they answer with what only its own machines should know.
_OF_CLOUDS = (ip_network("168.63.129.16/32"), ip_network("192.0.0.0/24"))
_MOST_TRIED = 4
_UNKNOWN_NAMES = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An http(s) address taken apart; `host` is ASCII, `path` has the query and no fragment."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"


_PORTS = {"http": 80, "https": 443}
_AS_WRITTEN = "/%:=&?~+!$,;'@()*[]|"  # what is written as it should be sent; the rest is encoded


def target_of(url: str) -> Target:
    """Take an address apart. Raises Unanswered for what is not http(s)."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Unanswered(State.BROKEN, "leads to something that is no address") from None
    if parts.scheme not in _PORTS or not host:
        raise Unanswered(State.BROKEN, f"leads to “{url[:80]}”, which is no http(s) address")
    path = quote(parts.path or "/", safe=_AS_WRITTEN)
    if parts.query:
        path += f"?{quote(parts.query, safe=_AS_WRITTEN)}"
    return Target(scheme=parts.scheme, host=to_ascii(host), port=port or _PORTS[parts.scheme], path=path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """How far requests may go: public addresses on the ports of the web, and the networks in `allowed` on any port."""

    allowed: tuple[Network, ...] = ()

    def connect(self, target: Target, timeout: float) -> socket.socket:
        """Return a connection to a permitted address. Raises Unanswered, or OSError where none takes it."""
        end = time.monotonic() + timeout
        addresses = _looked_up(target, timeout)
        permitted = [address for address in addresses if self._permits(address, target.port)]
        if not permitted:
            why = "inside a network" if addresses and not is_public(addresses[0]) else f"at port {target.port}"
            raise Unanswered(State.REFUSED, f"leads to {target.authority}, {why}, where links are not followed")
        failure: OSError = TimeoutError()
        tried = permitted[:_MOST_TRIED]
        for place, address in enumerate(tried):  # one that is silent leaves time for the next
            share = max(0.1, (end - time.monotonic()) / (len(tried) - place))
            try:
                sock = socket.create_connection((str(address), target.port), share)
            except OSError as error:
                failure = error
            else:
                sock.settimeout(timeout)
                return sock
        raise failure

    def _permits(self, address: Address, port: int) -> bool:
        if any(address.version == network.version and address in network for network in self.allowed):
            return True
        return is_public(address) and port in _PORTS.values()


def is_public(address: Address) -> bool:
    """Whether an address, and the IPv4 address that it may wrap, belongs to the public internet."""
    if isinstance(address, IPv6Address):
        wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            wrapped.append(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address.is_site_local or not all(is_public(inner) for inner in wrapped if inner):
            return False
        if address.ipv4_mapped:  # judged by what it wraps; Python calls the wrapping itself reserved
            return True
    if any(address in network for network in _OF_CLOUDS):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _looked_up(target: Target, timeout: float) -> Sequence[Address]:
    """Ask for the addresses of a host. The system's own look-up knows no time limit, so it is left behind when late."""
    found: list[Any] = []

    def look_up() -> None:
        try:
            found.append(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, ValueError) as error:
            found.append(error)

    thread = Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(timeout)
    answer = found[0] if found else TimeoutError()
    if isinstance(answer, socket.gaierror) and answer.errno in _UNKNOWN_NAMES:
        raise Unanswered(State.DEAD, f"leads to {target.host}, a host that does not exist")
    if isinstance(answer, ValueError):
        raise Unanswered(State.DEAD, f"leads to {target.host}, which cannot be the name of a host")
    if isinstance(answer, OSError):
        raise Unanswered(State.TIMEOUT, f"leads to {target.host}, which could not be looked up", again=True)
    return list(dict.fromkeys(ip_address(entry[4][0].partition("%")[0]) for entry in answer))
