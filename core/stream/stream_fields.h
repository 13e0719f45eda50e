#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/fields/fill.h"
#include "core/fields/flow_ids.h"
#include "core/packet/direction.h"
#include "core/stream/byte_stream.h"

namespace flowstat {

/// Why no more came of a stream.
enum class EndReason : std::uint8_t {
  fin,      ///< It said so.
  reset,    ///< Either side broke the connection off.
  reused,   ///< A new connection took the addresses and ports.
  capture,  ///< The capture ended.
};
inline constexpr std::array<std::string_view, 4> kEndReasonLabels = {"fin", "reset", "reused",
                                                                     "capture"};
constexpr std::span<const std::string_view> labels_of(EndReason) {
  return kEndReasonLabels;
}

/// What is told of the connection that a stream is one direction of.
struct StreamOwner {
  std::int64_t flow_id = 0;
  Hash flow_uid;
  Hash flow_hash;
  InlineText<30> community_id;
  std::optional<std::int64_t> tcp_stream;
};

/// What carries a stream.
enum class StreamProtocol : std::uint8_t { tcp, udp };
inline constexpr std::array<std::string_view, 2> kStreamProtocolLabels = {"tcp", "udp"};
constexpr std::span<const std::string_view> labels_of(StreamProtocol) {
  return kStreamProtocolLabels;
}

/// A stream that is over: a row of the table of streams.
struct StreamRow {
  StreamOwner owner;
  StreamProtocol protocol = StreamProtocol::tcp;
  Direction direction = Direction::forward;
  IpAddress src;  ///< As the stream's sender has them.
  IpAddress dst;
  std::uint16_t src_port = 0;
  std::uint16_t dst_port = 0;
  MacAddress src_mac{};  ///< These two: where there is a file, and frames are Ethernet.
  MacAddress dst_mac{};
  std::optional<std::string> file;         ///< Below the folder; none where nothing was written.
  std::optional<std::int64_t> file_bytes;  ///< Its size, where it is of this stream alone.
  std::optional<std::string> md5;          ///< Of that file, in hexadecimal; so is the other.
  std::optional<std::string> sha256;
  EndReason end_reason = EndReason::capture;
  std::int64_t wire_bytes = 0;  ///< Of its frames, as sent.
  StreamSums sums;
  std::vector<Span> spans;
  std::vector<Conflict> conflicts;
  bool is_compared = true;  ///< Octets that came again were looked at.

  std::int64_t bytes_of(SpanStatus status) const;
  /// Octets that the capture has.
  std::int64_t payload_bytes() const;
  std::int64_t holes() const;
};

using StreamRows = std::span<const StreamRow>;

/// Columns that are there only if the digest was asked for.
inline constexpr std::string_view kMd5Name = "md5";
inline constexpr std::string_view kSha256Name = "sha256";

/// The columns of the table of streams, in order.
std::span<const Field<StreamRows>> stream_fields();

/// A span of a stream: a row of the table of spans.
struct SpanRow {
  const StreamRow* stream = nullptr;
  Span span;
  const Conflict* conflict = nullptr;  ///< Of a conflict whose versions were kept.
};

using SpanRows = std::span<const SpanRow>;

/// The columns of the table of spans, in order.
std::span<const Field<SpanRows>> span_fields();

/// The rows that `stream` has in the table of spans; they borrow from it.
std::vector<SpanRow> span_rows(const StreamRow& stream);

}  // namespace flowstat
