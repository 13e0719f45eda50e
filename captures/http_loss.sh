#!/usr/bin/env bash
# shows: HTTP: nginx serves 196 kB (`numbered_lines 4000`) to curl through a link that loses 3 % of packets, delivers 20 % late and 3 % twice, seen by curl's side
# expect: http.request.method == "GET"
# expect: tcp.analysis.out_of_order or tcp.analysis.retransmission or tcp.analysis.fast_retransmission
# expect: tcp.analysis.lost_segment
source "$(dirname "$0")/lib.sh"
begin http_loss.pcap "$@"
bridged --drop 0.03 --reorder 0.2 --duplicate 0.03 --delay-ms 2 --late-ms 1 --seed 3
http_server server 192.0.2.2
numbered_lines 4000 >"$WORK/www/many.txt"
record client -i c0 tcp
fetch client http://192.0.2.2/many.txt
finish
