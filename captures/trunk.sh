# Shared by the recipes with VLAN tags: source after lib.sh.

trunk() { # client c0 --- a0 left t0 === t1 right b0 --- s0 server; tags are on the part in the middle
  add_ns client left right server
  link client c0 left a0
  link left t0 right t1
  link right b0 server s0
  at left ip link set t0 mtu 1600 # room for the tags
  at right ip link set t1 mtu 1600
  address client c0 192.0.2.1/24
  address server s0 192.0.2.2/24
}

TAGGERS=()

tag() { # VLAN[,VLAN]: from now on
  local pid name
  for pid in "${TAGGERS[@]}"; do stop "$pid"; done
  TAGGERS=()
  for name in 'left a0 t0' 'right b0 t1'; do
    set -- "$1" $name
    spawn "$2" "$HERE/forwarder.py" "$3" "$4" --tag "$1"
    TAGGERS+=("$SPAWNED")
    wait_log forwarding
  done
}
