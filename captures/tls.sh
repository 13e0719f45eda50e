#!/usr/bin/env bash
# shows: TLS 1.3 and TLS 1.2 by openssl s_server and s_client; secrets embedded in the file and beside it in tls.keylog
# expect: tls.handshake.type == 1 and tls.handshake.extensions_server_name == "server.example"
# expect: tls.app_data and tcp.stream == 0
# expect: tls.app_data and tcp.stream == 1
# expect: tls.handshake.type == 11
# expect: data.data contains "over TLS"
source "$(dirname "$0")/lib.sh"
begin tls.pcapng "$@"
pair
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=server.example -days 3650 \
  -keyout "$WORK/key.pem" -out "$WORK/cert.pem" 2>"$WORK/req.log"
spawn server openssl s_server -accept 4433 -cert "$WORK/cert.pem" -key "$WORK/key.pem" -rev \
  -keylogfile "$WORK/keylog"
wait_port server 4433
record_ng server -i s0

say() { # TEXT S_CLIENT_OPTION...
  local text=$1
  shift
  # s_client hangs up at the end of its input, which therefore waits for the answer.
  { echo "$text"; sleep 0.5; } |
    at client openssl s_client -quiet -no_ign_eof -connect 192.0.2.2:4433 -servername server.example \
      -CAfile "$WORK/cert.pem" "$@" >"$WORK/client.log" 2>&1
}
say 'hello over TLS 1.3' -tls1_3
say 'hello over TLS 1.2' -tls1_2

stop_recording
editcap --inject-secrets "tls,$WORK/keylog" "$RAW" "$WORK/with-secrets.pcapng"
"$HERE/anonymous_pcapng.py" "$WORK/with-secrets.pcapng"
keep "$WORK/keylog" "${OUT%.*}.keylog"
keep "$WORK/with-secrets.pcapng" "$OUT"
