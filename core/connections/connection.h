#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/address.h"
#include "core/stream/byte_stream.h"
#include "core/stream/datagram_stream.h"
#include "core/stream/file_name.h"
#include "core/stream/held_stream.h"
#include "core/stream/stream_fields.h"
#include "core/stream/stream_files.h"

namespace flowstat {

/// No file, so far.
inline constexpr StreamFiles::File kNoFile = UINT32_MAX;

/// Octets that were written as missing, of this status.
struct Lost {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  SpanStatus status = SpanStatus::hole;
};

/// Octets of a way that wait for being written, and what of it was written before its end.
struct Held {
  HeldStream octets;
  std::int64_t begin = 0;  ///< What is offset 0 of all that was written; set by the first part.
  std::int64_t end = 0;    ///< Offset behind what was written.
  bool is_begun = false;
  std::vector<Lost> lost;  ///< Of what was written, in order.
};

/// The file of a way.
struct WayFile {
  StreamFiles::File file = kNoFile;
  std::string path;
  MacAddress src_mac{};  ///< These two: of the packet that named the file.
  MacAddress dst_mac{};
};

/// What both directions of a connection go to.
struct JoinedFile {
  StreamName name;  ///< From the initiator's side.
  StreamFiles::File file = kNoFile;
  std::string path;
  std::int64_t bytes = 0;
  /// Where it waits for being shown, or kNoPlace.
  std::size_t place = kNoPlace;
  static constexpr std::size_t kNoPlace = SIZE_MAX;
};

/// What few ways need, or only for a time.
struct Apart {
  std::optional<DatagramStream> datagrams;  ///< Of UDP.
  WayFile file;
  Held held;
};

/// One direction of a connection. There may be millions.
struct Way {
  ByteStream bytes;  ///< Of TCP.
  std::int64_t wire_bytes = 0;
  std::unique_ptr<Apart> apart;

  bool is_udp() const { return apart && apart->datagrams; }
  StreamProtocol protocol() const { return is_udp() ? StreamProtocol::udp : StreamProtocol::tcp; }
  bool has_file() const { return apart && apart->file.file != kNoFile; }
  /// Makes what is apart, if it is not there.
  Apart& set_apart() {
    if (!apart) apart = std::make_unique<Apart>();
    return *apart;
  }

  void take(const Packet& packet, Pieces& pieces) {
    wire_bytes += packet.wire_bytes;
    is_udp() ? apart->datagrams->take(packet, pieces) : bytes.take(packet, pieces);
  }
  /// So far.
  const StreamSums& sums() const { return is_udp() ? apart->datagrams->sums() : bytes.sums(); }
  /// When it is over.
  StreamSums final_sums() const { return is_udp() ? sums() : bytes.final_sums_in(bounds()); }
  std::vector<Conflict> conflicts() const { return bytes.conflicts_in(bounds()); }
  /// The offset that becomes 0.
  std::int64_t base() const;
  /// What is known of every octet from base() on as 0, as far as it was or can be written.
  std::vector<Span> spans() const;
  /// The same from offset `begin` on, where nothing was written, up to the first hole that somebody
  /// waits for.
  std::vector<Span> spans_from(std::int64_t begin, const Patience& patience) const;

 private:
  StreamBounds bounds() const;
};

/// A connection of TCP, or a flow of UDP.
struct Connection {
  std::int64_t flow_id = 0;
  bool is_wanted = false;
  std::array<Way, 2> ways;             ///< By direction.
  std::unique_ptr<JoinedFile> joined;  ///< Once there is something to join.

  /// Memory of octets that wait, about.
  std::size_t held_bytes() const {
    std::size_t bytes = 0;
    for (const Way& each : ways)
      if (each.apart) bytes += each.apart->held.octets.held_bytes();
    return bytes;
  }
  Way& way(Direction direction) { return ways[static_cast<std::size_t>(direction)]; }
  const Way& way(Direction direction) const { return ways[static_cast<std::size_t>(direction)]; }
};

}  // namespace flowstat
