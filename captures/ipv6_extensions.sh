#!/usr/bin/env bash
# shows: UDP and TCP behind IPv6 hop-by-hop options, destination options and a routing header, alone and together; one datagram also in fragments
# expect: ipv6.hopopts and udp
# expect: ipv6.dstopts and tcp
# expect: ipv6.routing.type == 4
# expect: ipv6.hopopts and ipv6.fraghdr.nxt
source "$(dirname "$0")/lib.sh"
begin ipv6_extensions.pcap "$@"
routed
# The routing header makes the router its first stop; hosts take such packets only if told to.
at router sysctl -qw net.ipv6.conf.all.seg6_enabled=1 net.ipv6.conf.r0.seg6_enabled=1
at server sysctl -qw net.ipv6.conf.all.seg6_enabled=1 net.ipv6.conf.s0.seg6_enabled=1
http_server server '[2001:db8:2::2]'
spawn server python3 -uc '
import socket
server = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
server.bind(("::", 6000))
while True:
    print(server.recv(65536).decode())
'
received=$LOG
wait_port server 6000
# Hop-by-hop options are wanted here; listener reports and neighbour discovery, which also cross them, are not.
record router -i r0 'ip6 and not dst net ff02::/16 and not (icmp6 and ip6[40] >= 135)'
at client python3 - <<'END'
import ipaddress, socket
PAD6 = bytes((1, 4, 0, 0, 0, 0))  # one PadN option fills the eight bytes of the shortest header
OPTIONS = bytes((0, 0)) + PAD6
SERVER, ROUTER = ("2001:db8:2::2", "2001:db8:1::ff")
# RFC 8754: next header, length, type 4, segments left, last entry, flags, tag; segments in reverse order.
ROUTE = bytes((0, 4, 4, 1, 1, 0, 0, 0)) + b"".join(ipaddress.ip_address(a).packed for a in (SERVER, ROUTER))
HEADERS = {"hop-by-hop": (socket.IPV6_HOPOPTS, OPTIONS), "destination": (socket.IPV6_DSTOPTS, OPTIONS),
           "routing": (socket.IPV6_RTHDR, ROUTE)}

def open_socket(kind, names):
    opened = socket.socket(socket.AF_INET6, kind)
    for name in names:
        opened.setsockopt(socket.IPPROTO_IPV6, *HEADERS[name])
    return opened

# The last one is sent and recorded, though Linux does not deliver a routing header behind hop-by-hop options.
for names in (["hop-by-hop"], ["destination"], ["routing"], ["hop-by-hop", "destination"],
              ["routing", "destination"], list(HEADERS)):
    with open_socket(socket.SOCK_DGRAM, names) as client:
        client.sendto(("behind " + " and ".join(names)).encode(), (SERVER, 6000))
with open_socket(socket.SOCK_DGRAM, ["hop-by-hop", "destination"]) as client:
    client.sendto(b"in fragments".ljust(2000, b"."), (SERVER, 6000))
with open_socket(socket.SOCK_STREAM, ["destination"]) as client:
    client.connect((SERVER, 80))
    client.sendall(b"GET / HTTP/1.0\r\n\r\n")
    while client.recv(1000):
        pass
END
[ "$(wc -l <"$received")" = 6 ] # all but that one arrived
finish
