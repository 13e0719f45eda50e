#!/usr/bin/env bash
# shows: HTTP/1.1 over IPv6, neighbour discovery first; interface name, filter and statistics in the pcapng blocks
# expect: ipv6 and http.response.code == 200
# expect: icmpv6.type == 135
# expect: icmpv6.type == 136
source "$(dirname "$0")/lib.sh"
begin http_ipv6.pcapng "$@"
pair6
http_server server '[2001:db8::2]'
# Multicast listener reports come when they like; without them the capture is the same each time.
record_ng server -i s0 -f 'not ip6 proto 0'
fetch client 'http://[2001:db8::2]/'
fetch client 'http://[2001:db8::2]/lines.txt'
finish
