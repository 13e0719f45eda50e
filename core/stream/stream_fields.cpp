#include "core/stream/stream_fields.h"

#include <algorithm>

namespace flowstat {

namespace {

std::optional<TimeNs> time_of(const Arrival& arrival) {
  return Packet::optional_if(arrival.time_ns != Frame::kNoTime, TimeNs{arrival.time_ns});
}

std::optional<std::string_view> view(const std::optional<std::string>& text) {
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

std::optional<Bytes> version(const SpanRow& row, std::string Conflict::*which) {
  if (row.conflict == nullptr || (row.conflict->*which).empty()) return std::nullopt;
  const std::string& text = row.conflict->*which;
  return Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

// clang-format off
constexpr Field<StreamRows> kStreamFields[] = {
    field<StreamRows>(kFlowIdInfo,
                      [](const StreamRow& row) { return row.owner.flow_id; }),
    field<StreamRows>(kFlowUidInfo,
                      [](const StreamRow& row) { return row.owner.flow_uid; }),
    field<StreamRows>(kFlowHashInfo,
                      [](const StreamRow& row) { return row.owner.flow_hash; }),
    field<StreamRows>(kCommunityIdInfo,
                      [](const StreamRow& row) { return row.owner.community_id; }),
    field<StreamRows>({.name = "tcp_stream", .values = Values::rising, .wireshark = "tcp.stream",
                       .about = "Wireshark's number of the connection's first packet."},
                      [](const StreamRow& row) { return row.owner.tcp_stream; }),
    field<StreamRows>({.name = "protocol", .about = "tcp or udp."},
                      [](const StreamRow& row) { return row.protocol; }),
    field<StreamRows>({.name = "direction", .about = "forward is from the initiator."},
                      [](const StreamRow& row) { return row.direction; }),
    field<StreamRows>({.name = "src_addr", .about = "Address of the stream's sender."},
                      [](const StreamRow& row) { return row.src; }),
    field<StreamRows>({.name = "src_port", .about = "Port of the stream's sender."},
                      [](const StreamRow& row) { return row.src_port; }),
    field<StreamRows>({.name = "dst_addr", .about = "Address of the stream's receiver."},
                      [](const StreamRow& row) { return row.dst; }),
    field<StreamRows>({.name = "dst_port", .about = "Port of the stream's receiver."},
                      [](const StreamRow& row) { return row.dst_port; }),
    field<StreamRows>({.name = "file", .values = Values::scattered,
                       .about = "File of the stream's octets, below the folder; null where none was written."},
                      [](const StreamRow& row) { return view(row.file); }),
    field<StreamRows>({.name = "file_bytes", .unit = Unit::bytes,
                       .about = "Size of the file, holes included; null without one, or if it is of both directions."},
                      [](const StreamRow& row) { return row.file_bytes; }),
    field<StreamRows>({.name = "first_time", .values = Values::rising, .about = "Time of the direction's first packet."},
                      [](const StreamRow& row) { return time_of(row.sums.first); }),
    field<StreamRows>({.name = "last_time", .values = Values::rising, .about = "Time of the direction's last packet."},
                      [](const StreamRow& row) { return time_of(row.sums.last); }),
    field<StreamRows>({.name = "payload_bytes", .unit = Unit::bytes,
                       .about = "Octets of the stream that the capture has, each counted once."},
                      [](const StreamRow& row) { return row.payload_bytes(); }),
    field<StreamRows>({.name = "hole_bytes", .unit = Unit::bytes, .about = "Octets that were never captured."},
                      [](const StreamRow& row) { return row.bytes_of(SpanStatus::hole); }),
    field<StreamRows>({.name = "holes", .about = "Runs of octets that were never captured."},
                      [](const StreamRow& row) { return row.holes(); }),
    field<StreamRows>({.name = "truncated_bytes", .unit = Unit::bytes,
                       .about = "Octets of packets of which less was captured."},
                      [](const StreamRow& row) { return row.bytes_of(SpanStatus::truncated); }),
    field<StreamRows>({.name = "conflict_bytes", .unit = Unit::bytes,
                       .about = "Octets that came again and differed; null where nobody compared."},
                      [](const StreamRow& row) { return Packet::optional_if(row.is_compared, row.bytes_of(SpanStatus::conflict)); }),
    field<StreamRows>({.name = "retransmitted_bytes", .unit = Unit::bytes, .about = "Octets that had been sent before."},
                      [](const StreamRow& row) { return row.sums.retransmitted_bytes; }),
    field<StreamRows>({.name = "outside_bytes", .unit = Unit::bytes,
                       .about = "Octets that cannot be the stream's: before its SYN, behind its FIN, or beyond any window."},
                      [](const StreamRow& row) { return row.sums.outside_bytes; }),
    field<StreamRows>({.name = "out_of_order_packets", .unit = Unit::packets,
                       .about = "Packets with new octets that came behind later ones."},
                      [](const StreamRow& row) { return row.sums.out_of_order_packets; }),
    field<StreamRows>({.name = "packets", .unit = Unit::packets, .about = "Packets of the direction."},
                      [](const StreamRow& row) { return row.sums.packets; }),
    field<StreamRows>({.name = "wire_bytes", .unit = Unit::bytes, .about = "Octets of its frames on the wire."},
                      [](const StreamRow& row) { return row.wire_bytes; }),
    field<StreamRows>({.name = "first_frame", .values = Values::rising, .wireshark = "frame.number",
                       .about = "Number of the direction's first frame."},
                      [](const StreamRow& row) { return row.sums.first.frame; }),
    field<StreamRows>({.name = "last_frame", .values = Values::rising, .wireshark = "frame.number",
                       .about = "Number of the direction's last frame."},
                      [](const StreamRow& row) { return row.sums.last.frame; }),
    field<StreamRows>({.name = "end_reason",
                       .about = "fin, reset, reused (a new connection took the addresses and ports) or capture (it ended first)."},
                      [](const StreamRow& row) { return row.end_reason; }),
    field<StreamRows>({.name = kMd5Name, .values = Values::scattered,
                       .about = "MD5 of the file, in hexadecimal; null without one, and where holes are too large to be read."},
                      [](const StreamRow& row) { return view(row.md5); }),
    field<StreamRows>({.name = kSha256Name, .values = Values::scattered,
                       .about = "SHA-256 of the file, in hexadecimal; null as MD5 is."},
                      [](const StreamRow& row) { return view(row.sha256); }),
};

constexpr Field<SpanRows> kSpanFields[] = {
    field<SpanRows>(kFlowIdInfo,
                    [](const SpanRow& row) { return row.stream->owner.flow_id; }),
    field<SpanRows>({.name = "direction", .about = "forward is from the initiator."},
                    [](const SpanRow& row) { return row.stream->direction; }),
    field<SpanRows>({.name = "offset", .values = Values::rising,
                     .about = "Of the first octet in the stream; 0 is the one behind the SYN, or the lowest seen."},
                    [](const SpanRow& row) { return row.span.offset; }),
    field<SpanRows>({.name = "span_bytes", .unit = Unit::bytes, .about = "How many octets."},
                    [](const SpanRow& row) { return row.span.bytes; }),
    field<SpanRows>({.name = "status",
                     .about = "data, hole (never captured), truncated (packet captured in part), conflict (came again and differed) or urgent."},
                    [](const SpanRow& row) { return row.span.status; }),
    field<SpanRows>({.name = "first_frame", .wireshark = "frame.number",
                     .about = "Frame that brought the first octet; of a conflict, that differed; of urgent octets, that pointed there; null for a hole, and where it is not kept: behind one of these two, or behind what was cut off or replaced."},
                    [](const SpanRow& row) { return Packet::optional_if(row.span.first_frame != 0, row.span.first_frame); }),
    field<SpanRows>({.name = "time", .about = "Of that frame; null where there is none, or its time is not known."},
                    [](const SpanRow& row) { return Packet::optional_if(row.span.time_ns != Frame::kNoTime, TimeNs{row.span.time_ns}); }),
    field<SpanRows>({.name = "kept", .values = Values::scattered, .about = "Of a conflict: the octets that the stream had from then on; both versions are kept up to 1 MiB a stream."},
                    [](const SpanRow& row) { return version(row, &Conflict::kept); }),
    field<SpanRows>({.name = "dropped", .values = Values::scattered, .about = "Of a conflict: the others."},
                    [](const SpanRow& row) { return version(row, &Conflict::dropped); }),
};
// clang-format on
static_assert(well_formed(kStreamFields));
static_assert(well_formed(kSpanFields));

}  // namespace

std::int64_t StreamRow::bytes_of(SpanStatus status) const {
  std::int64_t bytes = 0;
  for (const Span& span : spans)
    if (span.status == status) bytes += span.bytes;
  return bytes;
}

std::int64_t StreamRow::payload_bytes() const {
  std::int64_t bytes = 0;
  for (const Span& span : spans)
    if (span.is_in_file()) bytes += span.bytes;
  return bytes;
}

std::int64_t StreamRow::holes() const {
  return std::ranges::count(spans, SpanStatus::hole, &Span::status);
}

std::span<const Field<StreamRows>> stream_fields() {
  return kStreamFields;
}

std::span<const Field<SpanRows>> span_fields() {
  return kSpanFields;
}

/// Conflicts that touch are one span, so each conflict gets a row of its own.
std::vector<SpanRow> span_rows(const StreamRow& stream) {
  std::vector<SpanRow> rows;
  for (const Span& span : stream.spans)
    if (span.status != SpanStatus::conflict) rows.push_back({&stream, span, nullptr});
  for (const Conflict& conflict : stream.conflicts)
    rows.push_back({&stream,
                    {conflict.offset, conflict.bytes, SpanStatus::conflict, conflict.second.frame,
                     conflict.second.time_ns},
                    &conflict});
  std::ranges::stable_sort(rows, {}, [](const SpanRow& row) { return row.span.offset; });
  return rows;
}

}  // namespace flowstat
