#!/usr/bin/env bash
# shows: a router's two interfaces in one file: each packet twice, TTL one less the second time
# expect: frame.interface_id == 0 and ip.ttl == 64 and tcp.dstport == 80
# expect: frame.interface_id == 1 and ip.ttl == 63 and tcp.dstport == 80
source "$(dirname "$0")/lib.sh"
begin multi_interface.pcapng "$@"
routed
http_server server 198.51.100.2
record_ng router -f 'arp or ip' -i r0 -i r1
at client ping -q -c 2 -i 0.2 198.51.100.2 >/dev/null
fetch client http://198.51.100.2/
finish
