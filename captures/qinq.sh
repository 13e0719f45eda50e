#!/usr/bin/env bash
# shows: HTTP and ping behind two tags: 802.1ad VLAN 10 outside 802.1Q VLAN 100
# expect: ieee8021ad.id == 10 and vlan.id == 100
# expect: http.response.code == 200
source "$(dirname "$0")/lib.sh"
source "$HERE/trunk.sh"
begin qinq.pcap "$@"
trunk
http_server server 192.0.2.2
record left -i t0
tag 10,100
at client ping -q -c 2 -i 0.2 192.0.2.2 >/dev/null
fetch client http://192.0.2.2/lines.txt
finish
