#!/usr/bin/env bash
# shows: 100 kB (`numbered_lines 2000`) with segmentation offload left on, seen by the sender: frames far beyond the MTU, checksums not yet computed
# expect: frame.len > 1514
source "$(dirname "$0")/lib.sh"
begin tcp_tso.pcap "$@"
pair
at client ethtool -K c0 tx on sg on tso on gso on >/dev/null
spawn server ncat --recv-only --no-shutdown -l 192.0.2.2 5001
wait_port server 5001
record client -i c0 tcp
numbered_lines 2000 >"$WORK/sent"
at client ncat --send-only 192.0.2.2 5001 <"$WORK/sent"
finish
