#!/usr/bin/env bash
# shows: dns.pcap, compressed by gzip
# expect: dns
source "$(dirname "$0")/lib.sh"
out=${1:-$HERE/dns_gzip.pcap.gz}
gzip -9nc "$(dirname "$out")/dns.pcap" >"$out"
