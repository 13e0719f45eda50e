#!/usr/bin/env bash
# shows: ICMP echo and errors that quote UDP, TCP and ICMP: port, host and net unreachable, time exceeded, fragmentation needed
# expect: icmp.type == 8
# expect: icmp.type == 0
# expect: icmp.type == 3 and not icmp.code > 0
# expect: icmp.type == 3 and icmp.code == 1
# expect: icmp.type == 3 and icmp.code == 3 and udp
# expect: icmp.type == 3 and icmp.code == 4 and tcp
# expect: icmp.type == 11
source "$(dirname "$0")/lib.sh"
begin icmp_errors.pcap "$@"
routed
at router sysctl -qw net.ipv4.icmp_ratelimit=0
at router ip link set r1 mtu 1300 # the server keeps 1500, so it does not announce a smaller segment
spawn server ncat --recv-only --no-shutdown -l 198.51.100.2 5001
wait_port server 5001
record client -i c0 ip
ping() { at client ping -q -c 1 -W 4 "$@" >/dev/null || true; }
# First, as the router counts its errors for each peer and soon says no more of this one.
ping 203.0.113.1 # the router has no route
ping 198.51.100.2
ping -t 1 198.51.100.2
ping -M do -s 1400 198.51.100.2
ping 198.51.100.99 # nobody there: the router's ARP fails
echo 'to a closed port' | at client ncat -u --send-only -p 6000 198.51.100.2 6000
at client ip route flush cache
numbered_lines 100 | at client ncat --send-only 198.51.100.2 5001
finish
