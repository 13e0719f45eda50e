#!/usr/bin/env bash
# shows: only what the server sent: SYN+ACK first, so the initiator is known though it is never heard
# expect: tcp.srcport == 80
# expect: frame.number == 1 and tcp.flags.syn == 1 and tcp.flags.ack == 1
# expect-not: tcp.dstport == 80
source "$(dirname "$0")/lib.sh"
begin one_way.pcap "$@"
pair
http_server server 192.0.2.2
record server -i s0 'tcp src port 80'
fetch client http://192.0.2.2/
fetch client http://192.0.2.2/lines.txt
finish
