#!/usr/bin/python3
# shows: the same UDP question and answer in GRE, GRE with key, IP in IP, IPv6 in IPv4, IPv4 in IPv6, MPLS, PPPoE, Geneve and GTP-U
# expect: gre.key and udp
# expect: ip.proto == 4
# expect: ip.proto == 41
# expect: ipv6.nxt == 4
# expect: mpls and udp
# expect: pppoes and udp
# expect: geneve and udp
# expect: gtp.teid and udp.port == 6000
"""Writes tunnels.pcap. Synthetic: many kernels have none of these, so scapy makes the packets."""

import sys

from scapy.all import GRE, IP, PPP, UDP, Ether, IPv6, PPPoE, wrpcap
from scapy.contrib.geneve import GENEVE
from scapy.contrib.gtp import GTP_U_Header
from scapy.contrib.mpls import MPLS

CLIENT, SERVER = 0, 1
MAC = ("02:00:00:00:01:01", "02:00:00:00:01:02")
OUTER4, OUTER6 = ("192.0.2.1", "192.0.2.2"), ("2001:db8::1", "2001:db8::2")
INNER4, INNER6 = ("10.0.0.1", "10.0.0.2"), ("2001:db8:a::1", "2001:db8:a::2")
PORT = (40000, 6000)


def ether(sender, **fields):
    return Ether(src=MAC[sender], dst=MAC[1 - sender], **fields)


def ip(addresses, sender, **fields):
    kind = IPv6 if ":" in addresses[0] else IP
    return kind(src=addresses[sender], dst=addresses[1 - sender], **fields)


def inner(sender, addresses=INNER4):
    text = (b"question", b"answer")[sender]
    return ip(addresses, sender) / UDP(sport=PORT[sender], dport=PORT[1 - sender]) / text


TUNNELS = [
    lambda s: ether(s) / ip(OUTER4, s) / GRE() / inner(s),
    lambda s: ether(s) / ip(OUTER4, s) / GRE(key_present=1, key=42) / inner(s),
    lambda s: ether(s) / ip(OUTER4, s) / GRE(proto=0x6558) / ether(s) / inner(s),
    lambda s: ether(s) / ip(OUTER4, s, proto=4) / inner(s),
    lambda s: ether(s) / ip(OUTER4, s, proto=41) / inner(s, INNER6),
    lambda s: ether(s) / ip(OUTER6, s, nh=4) / inner(s),
    lambda s: ether(s, type=0x8847) / MPLS(label=16, s=0, ttl=64) / MPLS(label=17, s=1, ttl=64) / inner(s),
    lambda s: ether(s) / PPPoE(sessionid=1) / PPP(proto=0x0021) / inner(s),
    lambda s: ether(s) / ip(OUTER4, s) / UDP(sport=50000, dport=6081) / GENEVE(vni=42) / ether(s) / inner(s),
    lambda s: ether(s) / ip(OUTER4, s) / UDP(sport=2152, dport=2152) / GTP_U_Header(teid=42) / inner(s),
]


def main(path):
    packets = [tunnel(sender) for tunnel in TUNNELS for sender in (CLIENT, SERVER)]
    for number, made in enumerate(packets):
        made.time = 1_700_000_000 + number / 100
    wrpcap(path, packets)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else __file__.replace(".py", ".pcap"))
