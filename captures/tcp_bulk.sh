#!/usr/bin/env bash
# shows: one TCP connection that carries 2 MB (`numbered_lines 40000`), frames cut at 96 bytes
# expect: tcp.len == 1448
# expect: frame.cap_len < frame.len
# expect: tcp.flags.fin == 1 and tcp.srcport == 5001
source "$(dirname "$0")/lib.sh"
begin tcp_bulk.pcap "$@"
pair
spawn server ncat --recv-only --no-shutdown -l 192.0.2.2 5001
wait_port server 5001
record server -i s0 -s 96
numbered_lines 40000 | at client ncat --send-only 192.0.2.2 5001
finish
