#!/usr/bin/env bash
# shows: three connections with the same four-tuple: the first ends by FIN, the second by RST, the third by FIN
# expect: tcp.stream == 2
# expect: tcp.analysis.reused_ports
# expect: tcp.stream == 1 and tcp.flags.reset == 1
source "$(dirname "$0")/lib.sh"
begin tcp_port_reuse.pcap "$@"
pair
# The server closes first: so it is the side that waits in TIME_WAIT, and the client may use its port again.
spawn server python3 -uc '
import socket
with socket.create_server(("192.0.2.2", 7777)) as listener:
    while True:
        with listener.accept()[0] as peer:
            if peer.recv(100).startswith(b"close"):
                peer.sendall(b"goodbye\n")
                continue
            try:
                peer.recv(100)
            except ConnectionResetError:
                pass
'
wait_port server 7777
record server -i s0 tcp
at client python3 - <<'END'
import socket, struct, time
for text in (b"close after the first\n", b"abort the second\n", b"close after the third\n"):
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        client.bind(("192.0.2.1", 40000))
        client.connect(("192.0.2.2", 7777))
        client.sendall(text)
        if text.startswith(b"close"):
            while client.recv(100):
                pass
        else:
            time.sleep(0.1)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    time.sleep(0.1)
END
finish
