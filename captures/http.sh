#!/usr/bin/env bash
# shows: HTTP/1.1 over IPv4: page, 404, HEAD, POST and a gzipped chunked answer on one connection, then a second one
# expect: http.request.method == "POST"
# expect: http.response.code == 404
# expect: http.transfer_encoding == "chunked"
# expect: tcp.stream == 1 and http
source "$(dirname "$0")/lib.sh"
begin http.pcap "$@"
pair
http_server server 192.0.2.2
record server -i s0
fetch client http://192.0.2.2/ \
  --next -sS -o /dev/null http://192.0.2.2/no-such-page \
  --next -sS -I -o /dev/null http://192.0.2.2/lines.txt \
  --next -sS -d 'name=value' -o /dev/null http://192.0.2.2/post \
  --next -sS --compressed -o /dev/null http://192.0.2.2/lines.txt
fetch client http://192.0.2.2/lines.txt
finish
