#!/usr/bin/env bash
# shows: UDP datagrams of 4004 bytes in fragments, through a link that loses, delays and doubles some: last one first, twice the same, never complete
# expect: ip.flags.mf == 1
# expect: ip.frag_offset > 0
# expect: udp.length == 4012
source "$(dirname "$0")/lib.sh"
begin ip_fragments_lossy.pcap "$@"
bridged --drop 0.15 --reorder 0.3 --duplicate 0.15 --seed 10
record server -i s0 udp or 'ip[6:2] & 0x1fff != 0'
at client python3 - <<'END'
import socket, time
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    client.bind(("192.0.2.1", 6000))
    for datagram in range(8):
        client.sendto(b"datagram %d\n" % datagram * 364, ("192.0.2.2", 6000))
        time.sleep(0.05)
END
finish
