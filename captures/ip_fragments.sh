#!/usr/bin/env bash
# shows: UDP datagrams of 3920 bytes and ICMP echoes of 3000 in fragments, both ways, over IPv4 and IPv6
# expect: ip.flags.mf == 1 and ip.frag_offset == 0
# expect: ip.frag_offset > 0 and ip.flags.mf == 0
# expect: ipv6.fraghdr.more == 1
# expect: ip and udp.length == 3928
# expect: ipv6 and udp.length == 3928
source "$(dirname "$0")/lib.sh"
begin ip_fragments.pcap "$@"
pair6
spawn server python3 -uc '
import socket
server = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
server.bind(("::", 6000))
while True:
    data, peer = server.recvfrom(65536)
    server.sendto(data.upper(), peer)
'
wait_port server 6000
record server -i s0 not ip6 proto 0
at client python3 - <<'END'
import socket
text = b"".join(b"line %06d of a text that a test can make again\n" % n for n in range(1, 81))
for family, host in ((socket.AF_INET, "192.0.2.2"), (socket.AF_INET6, "2001:db8::2")):
    with socket.socket(family, socket.SOCK_DGRAM) as client:
        client.settimeout(5)
        client.sendto(text, (host, 6000))
        assert client.recv(65536) == text.upper()
END
at client ping -q -c 1 -s 3000 192.0.2.2 >/dev/null
at client ping -q -c 1 -s 3000 2001:db8::2 >/dev/null
finish
