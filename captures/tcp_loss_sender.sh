#!/usr/bin/env bash
# shows: the same kind of transfer seen by the sender: every segment once or more, duplicate ACKs, retransmissions
# expect: tcp.analysis.duplicate_ack
# expect: tcp.analysis.retransmission
source "$(dirname "$0")/lib.sh"
begin tcp_loss_sender.pcap "$@"
bridged --drop 0.04 --delay-ms 2 --seed 7
spawn server ncat --recv-only --no-shutdown -l 192.0.2.2 5001
wait_port server 5001
received=$LOG
record client -i c0 tcp
numbered_lines 2000 >"$WORK/sent"
at client ncat --send-only 192.0.2.2 5001 <"$WORK/sent"
wait_until cmp -s "$WORK/sent" "$received"
finish
