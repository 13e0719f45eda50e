#!/usr/bin/env bash
# shows: the same HTTP connection, ports and all, of two tenants in VXLAN 42 and 43; ping over IPv6 within VXLAN 42
# expect: vxlan.vni == 42 and http
# expect: vxlan.vni == 43 and http
# expect: vxlan.vni == 42 and icmpv6.type == 128
source "$(dirname "$0")/lib.sh"
begin vxlan.pcap "$@"
pair

tenant() { # VNI SIDE UNDERLAY_IF LOCAL REMOTE ADDRESS...: a namespace of its own behind one end of the tunnel
  local vni=$1 side=$2
  add_ns "$side$vni"
  at "$side" ip link add "vx$vni" address "02:00:00:00:$vni:0${4##*.}" type vxlan id "$vni" dstport 4789 \
    dev "$3" local "$4" remote "$5"
  # The tunnel stays where it was made, its inner end moves.
  at "$side" ip link set "vx$vni" netns "$(ns "$side$vni")"
  bring_up "$side$vni" "vx$vni"
  shift 5
  address "$side$vni" "vx$vni" "$@"
}
for vni in 42 43; do
  tenant $vni client c0 192.0.2.1 192.0.2.2 10.0.0.1/24 2001:db8:a::1/64
  tenant $vni server s0 192.0.2.2 192.0.2.1 10.0.0.2/24 2001:db8:a::2/64
done
sleep 2 # until the listener reports of the new interfaces are out
record server -i s0
for vni in 42 43; do
  http_server server$vni 10.0.0.2
  fetch client$vni --local-port 40000 http://10.0.0.2/
done
at client42 ping -q -c 1 2001:db8:a::2 >/dev/null
finish
