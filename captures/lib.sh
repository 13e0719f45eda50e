# Shared by the recipes: namespaces, servers, recorders. Source it, then `begin NAME.pcap "$@"`.
#
# A recipe makes its namespaces, records in one of them, sends traffic, and calls finish. Whatever way it
# ends, cleanup ends the processes in those namespaces (all of them its own) and removes what it made.
set -euo pipefail
export LC_ALL=C TZ=UTC
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$PATH:/usr/sbin:/sbin

NAMESPACES=()
LINKS=0

begin() { # DEFAULT_NAME [OUT]
  [ "$(id -u)" = 0 ] || { echo "$0: network namespaces need root" >&2; exit 1; }
  OUT=${2:-$HERE/$1}
  WORK=$(mktemp -d)
  RAW=$WORK/$1
  RECORDER=
  trap cleanup EXIT
  trap 'exit 130' INT TERM
}

cleanup() {
  local status=$? ns pid
  # A recipe that failed says what its servers had to say.
  [ $status = 0 ] || tail -n 5 "$WORK"/*.log >&2 || true
  disown -a # or bash would report every one of them as killed
  for ns in "${NAMESPACES[@]}"; do
    for pid in $(ip netns pids "$ns" 2>/dev/null); do kill -KILL "$pid" 2>/dev/null || true; done
  done
  for ns in "${NAMESPACES[@]}"; do ip netns del "$ns" || true; done
  rm -rf "$WORK"
}

# --- namespaces and links ---------------------------------------------------------------------------------

ns() { echo "fs$$-$1"; } # unique, so that recipes can run side by side

add_ns() { # NAME...
  local name
  for name; do
    ip netns add "$(ns "$name")"
    NAMESPACES+=("$(ns "$name")")
    # IPv6 is off until an interface is given an address: no link-local chatter in an IPv4 capture.
    at "$name" sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.default.accept_dad=0 \
      net.ipv6.conf.default.router_solicitations=0
    at "$name" ip link set lo up
  done
}

at() { # NAME COMMAND...
  local name=$1
  shift
  ip netns exec "$(ns "$name")" "$@"
}

link() { # NAME1 IF1 NAME2 IF2: a veth pair, MAC addresses always the same
  LINKS=$((LINKS + 1))
  ip link add "$2" netns "$(ns "$1")" address "02:00:00:00:0$LINKS:01" type veth \
    peer name "$4" netns "$(ns "$3")" address "02:00:00:00:0$LINKS:02"
  bring_up "$1" "$2"
  bring_up "$3" "$4"
}

bring_up() { # NAME IF
  # With offloads the capture would hold frames beyond the MTU and checksums that nobody has computed yet.
  at "$1" ethtool -K "$2" tx off sg off tso off gso off gro off >/dev/null 2>&1 || true
  at "$1" ip link set "$2" up
}

address() { # NAME IF ADDRESS/PREFIX...
  local name=$1 interface=$2 addr
  shift 2
  for addr; do
    case $addr in *:*) at "$name" sysctl -qw "net.ipv6.conf.$interface.disable_ipv6=0" ;; esac
    at "$name" ip addr add "$addr" dev "$interface"
  done
}

pair() { # client c0 --- s0 server
  add_ns client server
  link client c0 server s0
  address client c0 192.0.2.1/24
  address server s0 192.0.2.2/24
}

pair6() { # the same with IPv6 as well
  pair
  address client c0 2001:db8::1/64
  address server s0 2001:db8::2/64
}

bridged() { # FORWARDER_OPTION...: client c0 --- f0 forwarder f1 --- s0 server
  add_ns client middle server
  link client c0 middle f0
  link middle f1 server s0
  address client c0 192.0.2.1/24 2001:db8::1/64
  address server s0 192.0.2.2/24 2001:db8::2/64
  spawn middle "$HERE/forwarder.py" f0 f1 "$@"
  wait_log forwarding
}

routed() { # client c0 --- r0 router r1 --- s0 server
  add_ns client router server
  link client c0 router r0
  link router r1 server s0
  address client c0 192.0.2.1/24 2001:db8:1::1/64
  address router r0 192.0.2.254/24 2001:db8:1::ff/64
  address router r1 198.51.100.254/24 2001:db8:2::ff/64
  address server s0 198.51.100.2/24 2001:db8:2::2/64
  at router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
  at client ip route add default via 192.0.2.254
  at client ip route add default via 2001:db8:1::ff
  at server ip route add default via 198.51.100.254
  at server ip route add default via 2001:db8:2::ff
}

# --- processes --------------------------------------------------------------------------------------------

spawn() { # NAME COMMAND...: in the background; its process is $SPAWNED, its words are in $LOG
  local name=$1
  shift
  LOG=$(mktemp "$WORK/XXXXXX.log")
  ip netns exec "$(ns "$name")" "$@" </dev/null >"$LOG" 2>&1 &
  SPAWNED=$!
}

stop() { # PID [SIGNAL]
  kill -"${2:-TERM}" "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

wait_until() { # COMMAND...: up to ten seconds
  local i
  for i in $(seq 100); do
    "$@" && return
    sleep 0.1
  done
  echo "$0: gave up waiting for: $*" >&2
  return 1
}

wait_log() { wait_until grep -q "$1" "$LOG"; } # TEXT

wait_port() { wait_until listens "$1" "$2"; } # NAME PORT

listens() { [ -n "$(at "$1" ss -Hlntu "sport = :$2")" ]; }

# --- recorders --------------------------------------------------------------------------------------------

record() { # NAME TCPDUMP_ARGUMENT...
  local name=$1
  shift
  spawn "$name" tcpdump -U --immediate-mode -B 16384 -Z root -w "$RAW" "$@"
  RECORDER=$SPAWNED RECORDER_LOG=$LOG
  wait_log 'listening on'
}

record_ng() { # NAME DUMPCAP_ARGUMENT...
  local name=$1
  shift
  spawn "$name" dumpcap -w "$RAW" "$@"
  RECORDER=$SPAWNED RECORDER_LOG=$LOG
  wait_log '^File: '
}

stop_recording() {
  sleep 0.5 # dumpcap and the kernel hold packets back for that long
  wait_until has_settled
  stop "$RECORDER" INT
  if grep -E '^[1-9][0-9]* packets? dropped by (kernel|interface)|\): [0-9]+/[1-9]' "$RECORDER_LOG"; then
    echo "$0: the recorder lost packets" >&2
    return 1
  fi
  # dumpcap names the CPU and the kernel of the machine, which is nobody's business.
  case $RAW in *.pcapng) "$HERE/anonymous_pcapng.py" "$RAW" ;; esac
}

has_settled() {
  local before
  before=$(stat -c %s "$RAW")
  sleep 0.3
  [ "$before" = "$(stat -c %s "$RAW")" ]
}

keep() { # FILE AS: under its final name only when complete
  chmod 644 "$1"
  mv "$1" "$2"
}

finish() {
  stop_recording
  keep "$RAW" "$OUT"
}

# --- things to send ---------------------------------------------------------------------------------------

numbered_lines() { seq -f 'line %06.0f of a text that a test can make again' "$1"; } # COUNT: 49 bytes each

http_server() { # NAME LISTEN_ADDRESS
  mkdir -p "$WORK/www" "$WORK/nginx"
  numbered_lines 100 >"$WORK/www/lines.txt"
  echo '<h1>A page</h1>' >"$WORK/www/index.html"
  cat >"$WORK/nginx.conf" <<END
daemon off;
master_process off;
pid $WORK/nginx/pid;
events {}
http {
  access_log off;
  client_body_temp_path $WORK/nginx;
  types { text/html html; text/plain txt; }
  server {
    listen $2:80;
    root $WORK/www;
    gzip on;
    gzip_types text/plain;
    location = /post { return 200 "thank you\n"; }
  }
}
END
  spawn "$1" nginx -e stderr -p "$WORK" -c "$WORK/nginx.conf"
  wait_port "$1" 80
}

fetch() { # NAME CURL_ARGUMENT...
  local name=$1
  shift
  at "$name" curl -q -sS --noproxy '*' --max-time 30 -o /dev/null "$@"
}
