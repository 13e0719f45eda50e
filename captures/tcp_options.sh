#!/usr/bin/env bash
# shows: four connections: all options, no timestamps, no SACK, no window scaling; nothing else differs
# expect: tcp.stream == 0 and tcp.options.timestamp.tsval
# expect: tcp.stream == 1 and tcp.flags.syn == 1 and not tcp.options.timestamp.tsval
# expect: tcp.stream == 2 and tcp.flags.syn == 1 and not tcp.options.sack_perm
# expect: tcp.stream == 3 and tcp.flags.syn == 1 and not tcp.options.wscale.shift
source "$(dirname "$0")/lib.sh"
begin tcp_options.pcap "$@"
pair
http_server server 192.0.2.2
record server -i s0 tcp
fetch client http://192.0.2.2/lines.txt
for option in tcp_timestamps tcp_sack tcp_window_scaling; do
  at client sysctl -qw net.ipv4.$option=0
  fetch client http://192.0.2.2/lines.txt
  at client sysctl -qw net.ipv4.$option=1
done
finish
