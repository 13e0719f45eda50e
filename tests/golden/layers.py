"""Which of tshark's values belong to a frame's row.

tshark gives every layer's values, outermost first. A row describes the innermost layer that flowdump
decodes and that no ICMP error quotes, so the names in frame.protocols are followed from the link layer
down to there, and the values are counted along.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from golden.oracle import SEPARATOR

#: What flowdump decodes, by Wireshark's names. A new protocol of core/packet is a word here.
LINKS = frozenset({"sll", "null", "raw", "fddi", "arcnet", "ipoib", "nflog", "radiotap", "prism", "wlancap", "ppi"})
BELOW_IP = frozenset({"eth", "ethertype", "vlan", "ieee8021ad", "ieee8021ah", "cmd", "arp", "llc", "mpls", "wlan",
                      "wlan_radio", "pppoes", "ppp", "chdlc", "fr", "gre", "erspan", "etherip"})  # fmt: skip
#: What goes on behind UDP.
TUNNELS = frozenset({"gtp", "vxlan", "geneve", "teredo", "ayiya", "capwap.data", "l2tp", "mpls", "gre", "nsh"})
EXTENSIONS = frozenset({"ipv6.hopopts", "ipv6.dstopts", "ipv6.routing", "ipv6.fraghdr", "ah"})
IP = frozenset({"ip", "ipv6"})
ICMP = frozenset({"icmp", "icmpv6"})
TRANSPORTS = frozenset({"tcp", "udp", "sctp"}) | ICMP
DECODED = BELOW_IP | TUNNELS | EXTENSIONS | IP | TRANSPORTS


@dataclass(frozen=True)
class Path:
    """The layers of one frame as far as flowdump follows them."""

    layers: tuple[str, ...]
    #: False when headers of ours come again behind a layer that flowdump does not know, or above a
    #: transport: tshark's innermost values are then not those of the row.
    in_scope: bool
    #: tcp and udp where only tshark reaches such a header: it takes numbers of the capture's counters.
    hidden: frozenset[str]
    #: An ICMP error with the headers of the datagram that it is about.
    quotes: bool = False

    @property
    def transport(self) -> str:
        """tcp, udp, sctp, icmp, icmpv6, or an empty string."""
        above = self.layers[_innermost_ip(self.layers) + 1 :]
        return next((name for name in above if name in TRANSPORTS), "")

    @property
    def ip(self) -> str:
        """ip or ipv6, whichever is innermost, or an empty string."""
        last = _innermost_ip(self.layers)
        return self.layers[last] if last >= 0 else ""


@functools.cache
def path_of(protocols: str) -> Path:
    """The path of a frame with this frame.protocols."""
    names = protocols.split(":")
    layers = _decoded(names)
    rest = names[len(layers) :]
    if layers and layers[-1] in ICMP:  # `rest` is its data, or what it quotes
        return Path(layers, True, _counted(rest[len(_decoded(rest)) :]), quotes=_has_ours(rest))
    return Path(layers, not _has_ours(rest), _counted(rest))


def _counted(names: Sequence[str]) -> frozenset[str]:
    return frozenset({"tcp", "udp"}.intersection(names))


def _innermost_ip(layers: Sequence[str]) -> int:
    """Where in the path it is; -1 if nowhere."""
    return max((index for index, name in enumerate(layers) if name in IP), default=-1)


def _decoded(names: Sequence[str]) -> tuple[str, ...]:
    """The names up to and with the first transport that is no tunnel, or up to a layer that is not ours."""
    layers: list[str] = []
    for name, following in zip(names, [*names[1:], ""]):
        is_isl = name == "eth" and layers[-1:] == ["eth"]
        if is_isl or name not in DECODED and not (name in LINKS and not layers):
            break
        layers.append(name)
        if name in TRANSPORTS and not (name == "udp" and following in TUNNELS):
            break
    return tuple(layers)


def _has_ours(names: Sequence[str]) -> bool:
    return any(name in IP or name in TRANSPORTS or name in ("eth", "arp") for name in names)


def _without_last_ip(path: Path) -> Path:
    """The path above a header that ends before its addresses: such a header is no layer of the row."""
    return replace(path, layers=path.layers[: _innermost_ip(path.layers)])


class Seen:
    """tshark's values of one frame, by layer."""

    def __init__(self, fields: dict[str, int], row: Sequence[str], number: int) -> None:
        self.number = number  # among the packets of the capture, from 1
        self._fields = fields
        self._row = row
        self.path = path_of(self.all("frame.protocols"))
        if self.path.ip and not self.of(self.path.ip, f"{self.path.ip}.dst"):
            self.path = _without_last_ip(self.path)

    def all(self, field: str) -> str:
        """Every value of the field, as tshark wrote them."""
        return self._row[self._fields[field]]

    def at(self, field: str, index: int) -> str:
        """The field's value in the layer that comes as number `index` of its kind; empty if none."""
        values = self.all(field).split(SEPARATOR)
        return values[index] if index < len(values) else ""

    def of(self, layer: str, field: str) -> str:
        """The field's value in the innermost `layer` of the path; empty if that layer is not there."""
        count = self.path.layers.count(layer)
        return self.at(field, count - 1) if count else ""

    def extensions(self) -> list[tuple[str, int]]:
        """The extension headers of the innermost IP layer: name, and its number among its kind."""
        layers = self.path.layers
        start = _innermost_ip(layers)
        return [(name, layers[:index].count(name)) for index, name in enumerate(layers)
                if index > start and name in EXTENSIONS]  # fmt: skip
