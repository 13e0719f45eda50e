#!/usr/bin/env bash
# shows: ICMPv6 echo, neighbour discovery and errors: port, address and route unreachable, hop limit, packet too big, unknown next header
# expect: icmpv6.type == 128
# expect: icmpv6.type == 135
# expect: icmpv6.type == 1 and not icmpv6.code > 0
# expect: icmpv6.type == 1 and icmpv6.code == 3
# expect: icmpv6.type == 1 and icmpv6.code == 4
# expect: icmpv6.type == 2 and tcp
# expect: icmpv6.type == 3
# expect: icmpv6.type == 4
source "$(dirname "$0")/lib.sh"
begin icmpv6_errors.pcap "$@"
routed
at router sysctl -qw net.ipv6.icmp.ratelimit=0
at server sysctl -qw net.ipv6.icmp.ratelimit=0
at router ip link set r1 mtu 1300
spawn server ncat --recv-only --no-shutdown -l 2001:db8:2::2 5001
wait_port server 5001
record client -i c0 ip6 and not ip6 proto 0
ping() { at client ping -q -c 1 -W 4 "$@" >/dev/null || true; }
ping 2001:db8:2::2
ping -t 1 2001:db8:2::2
ping 2001:db8:2::99 # nobody there
ping 2001:db8:3::1  # the router has no route
echo 'to a closed port' | at client ncat -u --send-only -p 6000 2001:db8:2::2 6000
numbered_lines 100 | at client ncat --send-only 2001:db8:2::2 5001
at client python3 -c '
import socket
socket.socket(socket.AF_INET6, socket.SOCK_RAW, 253).sendto(b"protocol 253 is for experiments", ("2001:db8:2::2", 0))
'
finish
