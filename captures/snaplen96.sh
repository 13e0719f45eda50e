#!/usr/bin/env bash
# shows: HTTP cut at 96 bytes a frame: the payload is there in part only
# expect: frame.cap_len == 96 and frame.len > 96
# expect: frame.cap_len == frame.len
source "$(dirname "$0")/lib.sh"
begin snaplen96.pcap "$@"
pair
http_server server 192.0.2.2
record server -i s0 -s 96
fetch client http://192.0.2.2/
fetch client http://192.0.2.2/lines.txt
finish
