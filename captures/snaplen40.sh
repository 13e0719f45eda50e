#!/usr/bin/env bash
# shows: HTTP cut at 40 bytes a frame: within the TCP header
# expect: frame.cap_len == 40 and frame.len > 40
source "$(dirname "$0")/lib.sh"
begin snaplen40.pcap "$@"
pair
http_server server 192.0.2.2
record server -i s0 -s 40 tcp
fetch client http://192.0.2.2/lines.txt
finish
