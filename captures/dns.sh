#!/usr/bin/env bash
# shows: DNS by dnsmasq and dig: A, AAAA, CNAME, MX, PTR, NXDOMAIN, an answer cut at 512 bytes and asked again over TCP, IPv4 and IPv6
# expect: dns.flags.rcode == 3
# expect: dns.flags.truncated == 1
# expect: tcp and dns.flags.response == 1
# expect: ipv6 and dns.aaaa
# expect: dns.resp.type == 12
source "$(dirname "$0")/lib.sh"
begin dns.pcap "$@"
pair6
long=$(printf 'x%.0s' $(seq 200))
spawn server dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --user=root --pid-file= \
  --local=/example/ --local=/2.0.192.in-addr.arpa/ --host-record=www.example,192.0.2.10,2001:db8::10 \
  --cname=alias.example,www.example --mx-host=mail.example,www.example,10 \
  --txt-record=long.example,"$long","$long","$long"
wait_port server 53
record server -i s0 not ip6 proto 0
ask() { at client dig +tries=1 +time=5 "$@" >/dev/null; }
ask @192.0.2.2 www.example A
ask @192.0.2.2 alias.example A
ask @192.0.2.2 mail.example MX
ask @192.0.2.2 -x 192.0.2.10
ask @192.0.2.2 no-such-name.example A
ask @192.0.2.2 +noedns long.example TXT
ask @2001:db8::2 www.example AAAA
ask @2001:db8::2 +tcp www.example A
finish
