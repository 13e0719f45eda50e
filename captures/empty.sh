#!/usr/bin/env bash
# shows: a file header and no packet
source "$(dirname "$0")/lib.sh"
begin empty.pcap "$@"
pair
record server -i s0 port 9
finish
