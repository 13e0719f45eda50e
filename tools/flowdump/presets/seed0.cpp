#include "tools/flowdump/presets/seed0.h"

#include "core/flow/features/md5_hash.h"
#include "core/packet/tcp.h"

namespace flowstat::flowdump {

namespace {

/// The TCP header and all captured octets behind it, padding included.
Bytes from_tcp(const PacketRow& row) {
  return row.frame.bytes.subspan(innermost(row.layers, Protocol::tcp)->offset);
}

/// The notebook reads headers whole or skips the packet, and never looks into fragments.
bool has_row(const PacketRow& row) {
  if (!row.packet.is_tcp()) return false;
  return decode_tcp(from_tcp(row)).defect == Defect::none;
}

TcpTimestamps timestamps_or_zero(const PacketRow& row) {
  return tcp_timestamps(decode_tcp(from_tcp(row)).header.options).value_or(TcpTimestamps{});
}

InlineText<16> md5_hash(const PacketRow& row) {
  return {Md5Hash::digits_of(row.packet), 16};
}

template <class Get>
constexpr Field<PacketBatch> column(const FieldInfo& info, Get get) {
  return field<PacketBatch>(info, get);
}

// clang-format off
constexpr auto kTimestamp = column({.name = "timestamp", .values = Values::rising,
    .about = "When the frame was captured."},
    [](const PacketRow& p) { return Packet::optional_if(p.frame.has_time(), TimeNs{p.frame.time_ns}); });
constexpr auto kFlowHash = column(kMd5HashInfo,
    [](const PacketRow& p) { return md5_hash(p); });
constexpr auto kSrcIp = column({.name = "src_ip", .about = "Source address."},
    [](const PacketRow& p) { return p.packet.src; });
constexpr auto kDstIp = column({.name = "dst_ip", .about = "Destination address."},
    [](const PacketRow& p) { return p.packet.dst; });
constexpr auto kSrcPort = column({.name = "src_port", .about = "TCP source port."},
    [](const PacketRow& p) { return p.packet.src_port; });
constexpr auto kDstPort = column({.name = "dst_port", .about = "TCP destination port."},
    [](const PacketRow& p) { return p.packet.dst_port; });
constexpr auto kSeqNr = column({.name = "seq_nr", .values = Values::scattered,
    .about = "TCP sequence number as sent."},
    [](const PacketRow& p) { return p.packet.tcp_seq; });
constexpr auto kAckNr = column({.name = "ack_nr", .values = Values::scattered,
    .about = "TCP acknowledgment number as sent."},
    [](const PacketRow& p) { return p.packet.tcp_ack; });
constexpr auto kFlags = column({.name = "flags", .about = "The 12 bits behind the TCP data offset."},
    [](const PacketRow& p) { return p.packet.tcp_flags; });
constexpr auto kTsVal = column({.name = "ts_val", .values = Values::scattered,
    .about = "Value of the TCP timestamps option; 0 without one."},
    [](const PacketRow& p) { return timestamps_or_zero(p).val; });
constexpr auto kTsEcr = column({.name = "ts_ecr", .values = Values::scattered,
    .about = "Echo reply of the TCP timestamps option; 0 without one."},
    [](const PacketRow& p) { return timestamps_or_zero(p).ecr; });
constexpr auto kPayloadLength = column({.name = "payload_length",
    .about = "Captured octets behind the TCP header, link-layer padding included."},
    [](const PacketRow& p) {
      const Bytes tcp = from_tcp(p);
      return static_cast<std::int64_t>(tcp.size() - decode_tcp(tcp).header.header_bytes);
    });
constexpr auto kIpDirectionAsc = column({.name = "ip_direction_asc",
    .about = "True where the source address is the lower of the two."},
    [](const PacketRow& p) { return p.packet.src < p.packet.dst; });
// clang-format on

constexpr Field<PacketBatch> kTwelve[] = {kTimestamp, kFlowHash, kSrcIp, kDstIp,
                                          kSrcPort,   kDstPort,  kSeqNr, kAckNr,
                                          kFlags,     kTsVal,    kTsEcr, kPayloadLength};
static_assert(well_formed(kTwelve));
constexpr Field<PacketBatch> kNine[] = {
    kTimestamp, kFlowHash, kSeqNr, kAckNr, kFlags, kTsVal, kTsEcr, kPayloadLength, kIpDirectionAsc};

}  // namespace

constexpr Preset kSeed0{"seed0", kTwelve, has_row};
constexpr Preset kSeed0Short{"seed0-short", kNine, has_row};

}  // namespace flowstat::flowdump
