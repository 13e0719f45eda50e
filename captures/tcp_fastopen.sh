#!/usr/bin/env bash
# shows: TCP Fast Open: the first connection asks for a cookie, the second one carries data in its SYN
# expect: tcp.options.tfo.request
# expect: tcp.flags.syn == 1 and tcp.len > 0 and tcp.options.tfo.cookie
source "$(dirname "$0")/lib.sh"
begin tcp_fastopen.pcap "$@"
pair
at client sysctl -qw net.ipv4.tcp_fastopen=1
at server sysctl -qw net.ipv4.tcp_fastopen=2
spawn server python3 -uc '
import socket
listener = socket.socket()
listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 5)
listener.bind(("192.0.2.2", 7777))
listener.listen()
while True:
    with listener.accept()[0] as peer:
        peer.sendall(peer.recv(100).upper())
'
wait_port server 7777
record server -i s0 tcp
at client python3 - <<'END'
import socket
for text in (b"ask for a cookie\n", b"this comes with the syn\n"):
    with socket.socket() as client:
        client.sendto(text, socket.MSG_FASTOPEN, ("192.0.2.2", 7777))
        assert client.recv(100) == text.upper()
END
finish
