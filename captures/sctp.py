#!/usr/bin/python3
# shows: SCTP over IPv4 and IPv6: association, data in two streams, a chunk in two fragments, SACK, heartbeat, shutdown; then an ABORT
# expect: sctp.chunk_type == 1
# expect: sctp.chunk_type == 0 and ipv6
# expect: sctp.chunk_type == 6
# expect: sctp.chunk_type == 14
"""Writes sctp.pcap. Synthetic: many kernels have no SCTP, so scapy makes the packets."""

import sys

from scapy.all import (IP, Ether, IPv6, SCTP, SCTPChunkAbort, SCTPChunkCookieAck, SCTPChunkCookieEcho,
                       SCTPChunkData, SCTPChunkHeartbeatAck, SCTPChunkHeartbeatReq, SCTPChunkInit,
                       SCTPChunkInitAck, SCTPChunkParamHeartbeatInfo, SCTPChunkParamStateCookie, SCTPChunkSACK,
                       SCTPChunkShutdown, SCTPChunkShutdownAck, SCTPChunkShutdownComplete, wrpcap)

CLIENT_TAG, SERVER_TAG = 0x11111111, 0x22222222
CLIENT_TSN, SERVER_TSN = 1000, 5000
COOKIE = b"a cookie, 16 by."


def association(client_ip, server_ip, client_port, server_port=5000):
    """One association: the packets in order, each with its direction's headers."""

    def to_server(*chunks, tag=SERVER_TAG):
        return packet("02:00:00:00:01:01", "02:00:00:00:01:02", client_ip, client_port, server_port, tag, chunks)

    def to_client(*chunks, tag=CLIENT_TAG):
        return packet("02:00:00:00:01:02", "02:00:00:00:01:01", server_ip, server_port, client_port, tag, chunks)

    beat = [SCTPChunkParamHeartbeatInfo(data=b"are you there")]
    yield to_server(SCTPChunkInit(init_tag=CLIENT_TAG, a_rwnd=65536, n_out_streams=2, n_in_streams=2,
                                  init_tsn=CLIENT_TSN), tag=0)
    yield to_client(SCTPChunkInitAck(init_tag=SERVER_TAG, a_rwnd=65536, n_out_streams=2, n_in_streams=2,
                                     init_tsn=SERVER_TSN, params=[SCTPChunkParamStateCookie(cookie=COOKIE)]))
    yield to_server(SCTPChunkCookieEcho(cookie=COOKIE))
    yield to_client(SCTPChunkCookieAck())
    yield to_server(data(CLIENT_TSN, 0, b"stream 0"), data(CLIENT_TSN + 1, 1, b"stream 1"))
    yield to_client(SCTPChunkSACK(cumul_tsn_ack=CLIENT_TSN + 1, a_rwnd=65536), data(SERVER_TSN, 0, b"answer"))
    yield to_server(SCTPChunkSACK(cumul_tsn_ack=SERVER_TSN, a_rwnd=65536))
    yield to_server(data(CLIENT_TSN + 2, 0, b"first half, ", sequence=1, ending=0))
    yield to_server(data(CLIENT_TSN + 3, 0, b"second half", sequence=1, beginning=0))
    yield to_client(SCTPChunkSACK(cumul_tsn_ack=CLIENT_TSN + 3, a_rwnd=65536))
    yield to_server(SCTPChunkHeartbeatReq(params=beat))
    yield to_client(SCTPChunkHeartbeatAck(params=beat))
    yield to_server(SCTPChunkShutdown(cumul_tsn_ack=SERVER_TSN))
    yield to_client(SCTPChunkShutdownAck())
    yield to_server(SCTPChunkShutdownComplete())


def packet(src_mac, dst_mac, ip, src_port, dst_port, tag, chunks):
    result = Ether(src=src_mac, dst=dst_mac) / ip / SCTP(sport=src_port, dport=dst_port, tag=tag)
    for chunk in chunks:
        result /= chunk
    return result


def data(tsn, stream, text, sequence=0, beginning=1, ending=1):
    return SCTPChunkData(tsn=tsn, stream_id=stream, stream_seq=sequence, beginning=beginning, ending=ending,
                         proto_id=0, data=text)


def main(path):
    packets = [
        *association(IP(src="192.0.2.1", dst="192.0.2.2"), IP(src="192.0.2.2", dst="192.0.2.1"), 40000),
        *association(IPv6(src="2001:db8::1", dst="2001:db8::2"), IPv6(src="2001:db8::2", dst="2001:db8::1"), 40001),
    ]
    aborted = list(association(IP(src="192.0.2.1", dst="192.0.2.2"), IP(src="192.0.2.2", dst="192.0.2.1"), 40002))
    packets += aborted[:5]
    packets.append(packet("02:00:00:00:01:02", "02:00:00:00:01:01", IP(src="192.0.2.2", dst="192.0.2.1"),
                          5000, 40002, CLIENT_TAG, [SCTPChunkAbort()]))
    for number, made in enumerate(packets):
        made.time = 1_700_000_000 + number / 100
    wrpcap(path, packets)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else __file__.replace(".py", ".pcap"))
