#!/usr/bin/env bash
# shows: ARP: request and answer before a ping, a host that does not answer, a gratuitous announcement
# expect: arp.opcode == 1
# expect: arp.opcode == 2
# expect: arp.isgratuitous == 1
# expect: arp.dst.proto_ipv4 == 192.0.2.99
source "$(dirname "$0")/lib.sh"
begin arp.pcap "$@"
pair
record server -i s0
at client ping -q -c 1 192.0.2.2 >/dev/null
at client ping -q -c 1 -W 2 192.0.2.99 >/dev/null || true
at client sysctl -qw net.ipv4.conf.c0.arp_notify=1
at client ip link set c0 down
at client ip link set c0 up
sleep 1
finish
