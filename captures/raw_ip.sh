#!/usr/bin/env bash
# shows: a tun device: no link layer at all, IPv4 and IPv6 side by side
# expect: raw and ip and http
# expect: raw and ipv6 and http
source "$(dirname "$0")/lib.sh"
begin raw_ip.pcap "$@"
add_ns client server
spawn server "$HERE/tunlink.py" "$(ns client)" "$(ns server)"
wait_log joined
address client tun0 192.0.2.1/24 2001:db8::1/64
address server tun0 192.0.2.2/24 2001:db8::2/64
at client ip link set tun0 up
at server ip link set tun0 up
http_server server '*:80; listen [::]'
record server -i tun0 not ip6 proto 0
at client ping -q -c 1 192.0.2.2 >/dev/null
fetch client http://192.0.2.2/
fetch client 'http://[2001:db8::2]/'
finish
