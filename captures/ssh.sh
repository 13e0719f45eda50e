#!/usr/bin/env bash
# shows: SSH on port 2222 (`-d tcp.port==2222,ssh`): banners, key exchange, public key login, one command; keys were made for it and are gone
# expect: tcp.srcport == 2222 and frame contains "SSH-2.0"
# expect: tcp.dstport == 2222 and frame contains "SSH-2.0"
source "$(dirname "$0")/lib.sh"
begin ssh.pcap "$@"
pair
ssh-keygen -q -t ed25519 -N '' -C throwaway -f "$WORK/host_key"
ssh-keygen -q -t ed25519 -N '' -C throwaway -f "$WORK/user_key"
echo "[192.0.2.2]:2222 $(cat "$WORK/host_key.pub")" >"$WORK/known_hosts"
numbered_lines 20 >"$WORK/lines.txt"
cat >"$WORK/sshd_config" <<END
Port 2222
ListenAddress 192.0.2.2
HostKey $WORK/host_key
AuthorizedKeysFile $WORK/user_key.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
ForceCommand cat $WORK/lines.txt
END
mkdir -p /run/sshd # sshd insists on it
spawn server /usr/sbin/sshd -D -e -f "$WORK/sshd_config"
wait_port server 2222
record server -i s0
at client ssh -F /dev/null -i "$WORK/user_key" -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes \
  -o UserKnownHostsFile="$WORK/known_hosts" -p 2222 root@192.0.2.2 >"$WORK/got.txt" 2>"$WORK/ssh.log"
cmp "$WORK/lines.txt" "$WORK/got.txt"
finish
