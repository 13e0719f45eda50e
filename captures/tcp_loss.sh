#!/usr/bin/env bash
# shows: 100 kB (`numbered_lines 2000`) through a link that loses 4 % of packets, seen by the receiver: late segments, SACK, retransmissions
# expect: tcp.options.sack_le
# expect: tcp.analysis.lost_segment
# expect: tcp.analysis.retransmission or tcp.analysis.out_of_order or tcp.analysis.fast_retransmission
source "$(dirname "$0")/lib.sh"
begin tcp_loss.pcap "$@"
bridged --drop 0.04 --delay-ms 2 --seed 7
spawn server ncat --recv-only --no-shutdown -l 192.0.2.2 5001
wait_port server 5001
received=$LOG
record server -i s0 tcp
numbered_lines 2000 >"$WORK/sent"
at client ncat --send-only 192.0.2.2 5001 <"$WORK/sent"
wait_until cmp -s "$WORK/sent" "$received"
finish
