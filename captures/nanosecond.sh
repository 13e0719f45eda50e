#!/usr/bin/env bash
# shows: pcap with nanosecond timestamps (magic a1b23c4d): pings
# expect: icmp
source "$(dirname "$0")/lib.sh"
begin nanosecond.pcap "$@"
pair
record server -i s0 --time-stamp-precision=nano
at client ping -q -c 5 -i 0.2 192.0.2.2 >/dev/null
finish
