#!/usr/bin/env bash
# shows: ways to end: refused, half-closed (answer after FIN), reset in mid-stream, urgent data, never ended
# expect: tcp.stream == 0 and tcp.flags.reset == 1
# expect: tcp.stream == 1 and tcp.srcport == 7777 and tcp.len > 0
# expect: tcp.stream == 2 and tcp.flags.reset == 1
# expect: tcp.flags.urg == 1
source "$(dirname "$0")/lib.sh"
begin tcp_endings.pcap "$@"
pair
# Answers what came once the peer has ended its side.
spawn server python3 -uc '
import socket
with socket.create_server(("192.0.2.2", 7777)) as listener:
    while True:
        with listener.accept()[0] as peer:
            try:
                text = b""
                while part := peer.recv(100):
                    text += part
                peer.sendall(b"you said: " + text)
            except ConnectionResetError:
                pass
'
wait_port server 7777
record server -i s0 tcp
spawn client python3 -uc '
import socket, struct, time
def connect():
    return socket.create_connection(("192.0.2.2", 7777))
try:
    socket.create_connection(("192.0.2.2", 7778))
except ConnectionRefusedError:
    pass
with connect() as half_closed:
    half_closed.sendall(b"half-closed")
    half_closed.shutdown(socket.SHUT_WR)
    while half_closed.recv(100):
        pass
with connect() as aborted:
    aborted.sendall(b"aborted")
    time.sleep(0.1)
    aborted.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
with connect() as urgent:
    urgent.sendall(b"plain ")
    urgent.send(b"urgent!", socket.MSG_OOB)
    urgent.sendall(b" plain again")
    urgent.shutdown(socket.SHUT_WR)
    while urgent.recv(100):
        pass
never_ended = connect()
never_ended.sendall(b"never ended")
time.sleep(60)  # the recording ends before this does
'
sleep 1.5
finish
