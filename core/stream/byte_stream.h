#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/packet/packet.h"
#include "core/stream/coverage.h"
#include "core/stream/span.h"

namespace flowstat {

/// Captured octets of one packet, and where they belong in their stream.
struct Piece {
  std::int64_t offset = 0;  ///< From the stream's provisional base on; see ByteStream.
  Bytes bytes;              ///< Borrowed from the packet.
  bool is_again = false;    ///< Others are there already; they should be equal.
};

/// The pieces of a packet, in order. Kept and filled again.
struct Pieces {
  std::vector<Piece> list;
  std::vector<Part> parts;  ///< For ByteStream alone.
};

/// Octets that came again and differed. Both versions are kept, up to a limit.
struct Conflict {
  std::int64_t offset = 0;
  std::int64_t bytes = 0;
  Arrival second;       ///< The packet that differed.
  std::string kept;     ///< What the stream has.
  std::string dropped;  ///< What it has not.
};

/// What a stream's packets add up to.
struct StreamSums {
  std::int64_t packets = 0;               ///< Of any kind.
  std::int64_t sent_bytes = 0;            ///< Payload of all packets, as sent.
  std::int64_t retransmitted_bytes = 0;   ///< Sent before, as far as the capture knows.
  std::int64_t outside_bytes = 0;         ///< Sent where the stream cannot be; not in it.
  std::int64_t out_of_order_packets = 0;  ///< With new octets before others that had come.
  Arrival first;                          ///< Packet.
  Arrival last;
};

/// One direction of one TCP connection: which octets came, whatever the order of the packets.
///
/// Holds no octets: it says of each packet where its octets belong, and who stores them compares
/// what came again. Offsets count from a provisional base, the first sequence number seen; base()
/// is the final one, known for sure when the connection is over. RFC 9293 §3.4.
///
/// What counts as the stream's:
/// - data on a SYN (RFC 7413), on a FIN or a RST, before the SYN came, after the FIN came;
/// - not octets before the SYN's, nor any more than kMostWindow from all others: "outside";
/// - a segment of one octet is only a probe. It may be a keep-alive (RFC 9293 §3.8.4), whose octet
///   is made up, so it never contradicts data, and data replaces it.
class ByteStream {
 public:
  /// The largest window there can be. RFC 7323 §2.3.
  static constexpr std::int64_t kMostWindow = std::int64_t{1} << 30;

  /// Takes a packet of this direction and sets `pieces` to what its payload is.
  /// Needs: packet.is_tcp().
  void take(const Packet& packet, Pieces& pieces);

  /// Notes that octets came again and differed from offset `offset` on.
  void note_conflict(const Packet& packet, std::int64_t offset, Bytes kept, Bytes dropped);

  bool has_data() const { return !coverage_.empty(); }
  /// The offset that becomes 0: behind the SYN if that was seen, else the lowest.
  std::int64_t base() const;
  /// Sequence number of base(); none if neither a SYN nor payload was seen.
  std::optional<std::uint32_t> first_seq() const;
  /// What is known of every octet, from base() on as 0; without gaps.
  std::vector<Span> spans() const;
  /// By offset from base() on.
  std::vector<Conflict> conflicts() const;
  const StreamSums& sums() const { return sums_; }
  bool has_syn() const { return syn_end_.has_value(); }
  bool has_fin() const { return has_fin_; }
  bool has_rst() const { return has_rst_; }

 private:
  struct Rare {
    std::vector<Conflict> conflicts;
    std::vector<Run> urgent;  // one octet each
    std::int64_t kept_bytes = 0;
  };

  void note(const Packet& packet);
  void take_payload(const Packet& packet, Pieces& pieces);
  bool take_run(const Run& run, Bytes bytes, std::int64_t known_end, Pieces& pieces);
  void note_urgent(const Packet& packet, std::int64_t offset);
  std::int64_t offset_from(std::uint32_t seq) const;
  std::optional<std::int64_t> fin_offset() const;
  Rare& rare();

  Coverage coverage_;
  StreamSums sums_;
  std::unique_ptr<Rare> rare_;
  std::optional<std::uint32_t> base_seq_;  // of offset 0; none before the first SYN or payload
  std::optional<std::uint32_t> syn_end_;   // sequence number behind the SYN
  std::uint32_t fin_seq_ = 0;
  bool has_fin_ = false;
  bool has_rst_ = false;
};

}  // namespace flowstat
