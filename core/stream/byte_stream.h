#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/packet/packet.h"
#include "core/stream/coverage.h"
#include "core/stream/sequence.h"
#include "core/stream/span.h"

namespace flowstat {

/// Captured octets of one packet, and where they belong in their stream.
struct Piece {
  std::int64_t offset = 0;  ///< From the stream's provisional base on; see ByteStream.
  Bytes bytes;              ///< Borrowed from the packet.
  bool is_again = false;    ///< Others are there already; they should be equal.

  std::int64_t end() const { return offset + static_cast<std::int64_t>(bytes.size()); }
};

/// The pieces of a packet, in order. Kept and filled again.
struct Pieces {
  std::vector<Piece> list;
  std::vector<Part> parts;  ///< For ByteStream alone.
};

class SpanList;

/// Where a stream begins and ends, where that is not what its packets say in the end: octets of it
/// were told already. Offsets as those of pieces.
struct StreamBounds {
  std::int64_t zero = 0;               ///< Offset 0 of what is told.
  std::int64_t least_end = INT64_MIN;  ///< Octets before it are the stream's, whatever a FIN says.
};

/// Which holes somebody waits for: none.
struct Patience {
  std::int64_t sure = INT64_MAX;      ///< Or those that end behind this offset,
  std::int64_t until_ns = INT64_MAX;  ///< or behind which octets came after this time.
};

/// True if the packet's acknowledgment number means anything to the other direction.
inline bool acknowledges(const Packet& packet) {
  return packet.is_tcp() && packet.has_flags(tcp_flag::kAck) && !packet.has_flags(tcp_flag::kRst);
}

/// Octets that came again and differed. Both versions are kept, up to a limit; where it is passed,
/// they are empty.
struct Conflict {
  std::int64_t offset = 0;
  std::int64_t bytes = 0;
  Arrival second;       ///< The packet that differed; may be kUnknownArrival beyond the limit.
  std::string kept;     ///< What the stream has.
  std::string dropped;  ///< What it has not.
};

/// What a stream's packets add up to.
struct StreamSums {
  std::int64_t packets = 0;               ///< Of any kind.
  std::int64_t sent_bytes = 0;            ///< Payload of all packets, as sent.
  std::int64_t retransmitted_bytes = 0;   ///< Sent before, as far as the capture knows.
  std::int64_t outside_bytes = 0;         ///< Sent where the stream cannot be; see final_sums().
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
/// - not octets before the SYN's, nor any more than kMostWindow from all others that came before,
///   nor those from its end on: "outside";
/// - of SYNs that differ, before there are data, the one that the other side acknowledges counts
///   (RFC 9293 §3.10.7.3), else the first. A SYN with a RST is none;
/// - a segment of one octet is only a probe. It may be a keep-alive (RFC 9293 §3.8.4), whose octet
///   is made up, so it never contradicts data, and data replaces it.
///
/// Where it ends, whatever the order of the packets:
/// - a FIN claims that there are octets up to it, and none from it on, which the receiver ignores
///   (RFC 9293 §3.10.7.4). Of FINs that differ the farthest counts, but none before offset 0;
/// - the other side cannot acknowledge what was not sent. It claims that there are octets up to the
///   last number but one that it acknowledges; the last may be that of a FIN. If that is farther
///   than the FIN, this was none of the stream, and ends nothing;
/// - what is claimed and did not come is a hole. A claim more than kMostWindow behind all octets
///   that came before it is none, as with octets.
class ByteStream {
 public:
  /// The largest window there can be. RFC 7323 §2.3.
  static constexpr std::int64_t kMostWindow = std::int64_t{1} << 30;

  /// Takes a packet of this direction and sets `pieces` to what its payload is.
  /// Needs: packet.is_tcp().
  void take(const Packet& packet, Pieces& pieces);

  /// Takes the acknowledgment number of a packet of the other direction. Of a RST it means nothing.
  void acknowledge(std::uint32_t ack) {
    if (rare_ && rare_->other_syn_end) choose_syn(ack);
    claim(ack - 1, acked_);
  }

  /// Notes that octets came again and differed from offset `offset` on.
  void note_conflict(const Packet& packet, std::int64_t offset, Bytes kept, Bytes dropped);

  bool has_data() const { return !coverage_.empty(); }
  /// True if any octet of [begin, end) did not come; offsets are those of pieces.
  bool lacks_any(std::int64_t begin, std::int64_t end) const;
  /// The offset that becomes 0: behind the SYN if that was seen, else the lowest.
  std::int64_t base() const;
  /// Sequence number of an offset; none if neither a SYN nor payload was seen.
  std::optional<std::uint32_t> seq_at(std::int64_t offset) const;
  /// Offset of the first octet of a packet's payload. Needs: the packet was taken.
  std::int64_t payload_offset(const Packet& packet) const;
  /// Up to where the other side has octets, or far below all offsets.
  std::int64_t acked_end() const { return acked_; }

  /// What is known of every octet, from base() on as 0; without gaps.
  std::vector<Span> spans() const { return spans_from({base()}, 0, {}); }
  /// The same within `bounds`, from `begin` octets behind its zero on, and only up to the first
  /// hole that somebody waits for. Not more work than there are runs of octets in it.
  std::vector<Span> spans_from(const StreamBounds& bounds, std::int64_t begin,
                               const Patience& patience) const;
  /// By offset. Of those beyond a limit there are the octets that are in no other, runs of them as
  /// one and without versions.
  std::vector<Conflict> conflicts_in(const StreamBounds& bounds) const;
  std::vector<Conflict> conflicts() const { return conflicts_in({base()}); }
  const StreamSums& sums() const { return sums_; }
  /// The same, and also octets that are outside by what came after them: those not in spans_from().
  StreamSums final_sums_in(const StreamBounds& bounds) const;
  StreamSums final_sums() const { return final_sums_in({base()}); }
  bool has_syn() const { return has_syn_; }
  bool has_fin() const { return has_fin_; }
  bool has_rst() const { return has_rst_; }

 private:
  // These leave room for what is added to them.
  static constexpr std::int64_t kNowhere = INT64_MIN / 2;
  static constexpr std::int64_t kEndless = INT64_MAX / 2;

  struct Rare {
    std::vector<Conflict> conflicts;         // the first of them
    Coverage conflicting;                    // the octets of all of them
    std::map<std::int64_t, Arrival> urgent;  // by offset
    std::int64_t kept_bytes = 0;
    std::optional<std::uint32_t> other_syn_end;  // of a SYN that differs from the first
  };

  void note(const Packet& packet);
  void note_syn(std::uint32_t seq);
  void choose_syn(std::uint32_t ack);
  void begin_at(std::uint32_t seq);
  void claim(std::uint32_t seq, std::int64_t& farthest);
  void take_payload(const Packet& packet, Pieces& pieces);
  bool take_run(const Run& run, Bytes bytes, std::int64_t known_end, Pieces& pieces);
  std::int64_t offset_from(std::uint32_t seq) const;
  std::int64_t end_in(const StreamBounds& bounds) const;
  void mark(std::int64_t zero, std::int64_t begin, SpanList& list) const;
  Rare& rare();

  Coverage coverage_;
  StreamSums sums_;
  std::unique_ptr<Rare> rare_;
  std::uint32_t base_seq_ = 0;  // of offset 0, if has_base_
  std::uint32_t syn_end_ = 0;   // sequence number behind the SYN, if has_syn_
  // The farthest that was claimed, or kNowhere: the FIN's own offset, and up to where the other
  // side has octets. Offsets are from sequence number 0 on without has_base_.
  std::int64_t fin_ = kNowhere;
  std::int64_t acked_ = kNowhere;
  bool has_base_ = false;  // a SYN or payload was seen
  bool has_syn_ = false;
  bool has_fin_ = false;
  bool has_rst_ = false;
};

/// The farthest counts of what FINs and acknowledgments claim. Cheap: called for each packet.
inline void ByteStream::claim(std::uint32_t seq, std::int64_t& farthest) {
  const std::int64_t near = has_base_ ? coverage_.end() : farthest == kNowhere ? seq : farthest;
  const std::int64_t offset = offset_of(seq, base_seq_, near);
  if (has_base_ && offset > coverage_.end() + kMostWindow) return;
  farthest = std::max(farthest, offset);
}

}  // namespace flowstat
