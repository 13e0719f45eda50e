#!/usr/bin/env bash
# shows: 100 kB (`numbered_lines 2000`) over IPv6 through a link that delivers 25 % of packets late and 5 % twice, seen by the receiver
# expect: ipv6 and tcp.analysis.out_of_order
# expect: tcp.options.sack.dsack or tcp.analysis.spurious_retransmission or tcp.analysis.retransmission
source "$(dirname "$0")/lib.sh"
begin tcp_reorder.pcapng "$@"
bridged --reorder 0.25 --duplicate 0.05 --delay-ms 8 --late-ms 1.5 --seed 2
spawn server ncat --recv-only --no-shutdown -l 2001:db8::2 5001
wait_port server 5001
received=$LOG
record_ng server -i s0 -f tcp
numbered_lines 2000 >"$WORK/sent"
at client ncat --send-only 2001:db8::2 5001 <"$WORK/sent"
wait_until cmp -s "$WORK/sent" "$received"
finish
