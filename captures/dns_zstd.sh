#!/usr/bin/env bash
# shows: dns.pcap, compressed by zstd
# expect: dns
source "$(dirname "$0")/lib.sh"
out=${1:-$HERE/dns_zstd.pcap.zst}
zstd -q -19 -f "$(dirname "$out")/dns.pcap" -o "$out"
