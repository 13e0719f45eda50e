#!/usr/bin/env bash
# shows: UDP on the loopback interface: both directions on the same addresses, an empty datagram, IPv4 and IPv6, a closed port
# expect: udp.length == 8
# expect: ipv6 and udp
# expect: icmp.type == 3 and icmp.code == 3
source "$(dirname "$0")/lib.sh"
begin udp_loopback.pcap "$@"
add_ns alone
at alone sysctl -qw net.ipv6.conf.lo.disable_ipv6=0
record alone -i lo not ip6 proto 0
at alone python3 - <<'END'
import socket
for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
    with socket.socket(family, socket.SOCK_DGRAM) as left, socket.socket(family, socket.SOCK_DGRAM) as right:
        left.bind((host, 6000))
        right.bind((host, 6001))
        left.sendto(b"from left", (host, 6001))
        right.sendto(b"from right", (host, 6000))
        left.sendto(b"", (host, 6001))
        left.sendto(b"to nobody", (host, 6002))
END
finish
