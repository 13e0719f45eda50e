#!/usr/bin/env bash
# shows: a recording that begins in the middle of a connection: no SYN, and the first packet is the server's
# expect: frame.number == 1 and tcp.srcport == 7777
# expect-not: tcp.flags.syn == 1
source "$(dirname "$0")/lib.sh"
begin midstream.pcap "$@"
pair
# Says a line every tenth of a second, thirty times.
spawn server python3 -uc '
import socket, time
with socket.create_server(("192.0.2.2", 7777)) as listener, listener.accept()[0] as peer:
    for n in range(1, 31):
        peer.sendall(b"line %06d of a text that a test can make again\n" % n)
        time.sleep(0.1)
'
wait_port server 7777
spawn client ncat --recv-only 192.0.2.2 7777
client=$SPAWNED
sleep 1
record server -i s0 tcp
wait "$client"
finish
