#!/usr/bin/env bash
# shows: a receiver that reads late: window full, zero window, probes (Linux sends them as keep-alives), window update; then a true keep-alive
# expect: tcp.analysis.zero_window
# expect: tcp.analysis.window_full
# expect: tcp.analysis.window_update
# expect: tcp.analysis.keep_alive
source "$(dirname "$0")/lib.sh"
begin tcp_window.pcap "$@"
pair
spawn server python3 -uc '
import socket, time
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
listener.bind(("192.0.2.2", 7777))
listener.listen()
with listener.accept()[0] as peer:
    time.sleep(1.5)
    while peer.recv(65536):
        pass
'
wait_port server 7777
record server -i s0 tcp
at client python3 - <<'END'
import socket, time
with socket.create_connection(("192.0.2.2", 7777)) as client:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1)
    client.sendall(b"".join(b"line %06d of a text that a test can make again\n" % n for n in range(1, 601)))
    time.sleep(3)  # long enough for the data to drain and one keep-alive to go out
END
finish
