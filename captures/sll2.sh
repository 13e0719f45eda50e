#!/usr/bin/env bash
# shows: the `any` device with Linux cooked header version 2: veth and loopback together, IPv4 and IPv6
# expect: sll and http and ip.dst == 192.0.2.2
# expect: sll and udp.dstport == 6000 and ipv6
source "$(dirname "$0")/lib.sh"
begin sll2.pcap "$@"
pair
at server sysctl -qw net.ipv6.conf.lo.disable_ipv6=0
http_server server 192.0.2.2
record server -i any -y LINUX_SLL2
fetch client http://192.0.2.2/
echo 'on loopback' | at server ncat -u --send-only ::1 6000
finish
