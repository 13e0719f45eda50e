#!/usr/bin/env bash
# shows: one file with two link types: a veth (Ethernet) and a tun (raw IP) interface of the same host
# expect: frame.interface_id == 0 and eth and icmp
# expect: frame.interface_id == 1 and raw and icmp
source "$(dirname "$0")/lib.sh"
begin mixed_linktypes.pcapng "$@"
pair
spawn server "$HERE/tunlink.py" "$(ns client)" "$(ns server)"
wait_log joined
address client tun0 198.51.100.1/24
address server tun0 198.51.100.2/24
at client ip link set tun0 up
at server ip link set tun0 up
http_server server '*'
record_ng server -i s0 -i tun0
at client ping -q -c 2 -i 0.2 192.0.2.2 >/dev/null
at client ping -q -c 2 -i 0.2 198.51.100.2 >/dev/null
fetch client http://192.0.2.2/
fetch client http://198.51.100.2/
finish
