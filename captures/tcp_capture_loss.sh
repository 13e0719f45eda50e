#!/usr/bin/env bash
# shows: 50 kB (`numbered_lines 1000`) that arrived whole, but the recorder left out every 16th packet of each sender: holes that nothing fills
# expect: tcp.analysis.ack_lost_segment
# expect: tcp.analysis.lost_segment
source "$(dirname "$0")/lib.sh"
begin tcp_capture_loss.pcap "$@"
pair
spawn server ncat --recv-only --no-shutdown -l 192.0.2.2 5001
wait_port server 5001
received=$LOG
# The IP identification counts up by one, so this filter skips packets as a busy recorder would.
record server -i s0 'tcp and (ip[4:2] & 15 != 11 or tcp[tcpflags] & (tcp-syn|tcp-fin) != 0)'
numbered_lines 1000 >"$WORK/sent"
at client ncat --send-only 192.0.2.2 5001 <"$WORK/sent"
wait_until cmp -s "$WORK/sent" "$received"
finish
