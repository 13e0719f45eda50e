#!/usr/bin/env bash
# shows: the same HTTP connection, ports and all, in VLAN 100 and then in VLAN 200
# expect: vlan.id == 100 and http
# expect: vlan.id == 200 and http
# expect-not: not vlan
source "$(dirname "$0")/lib.sh"
source "$HERE/trunk.sh"
begin vlan.pcap "$@"
trunk
http_server server 192.0.2.2
record left -i t0
for vlan in 100 200; do
  tag $vlan
  # HTTP/1.0, so that the server closes first and TIME_WAIT does not keep the client from its port.
  printf 'GET / HTTP/1.0\r\n\r\n' | at client ncat --no-shutdown -p 40000 192.0.2.2 80 >/dev/null
done
finish
