#pragma once

#include <map>
#include <optional>
#include <vector>

#include "core/stream/overlap.h"
#include "tests/support/stream_outcome.h"

/// What ByteStream and PieceWriter promise, by the words of their headers and without a thought of
/// speed: every octet is looked at by itself.
class ReferenceStream {
 public:
  explicit ReferenceStream(flowstat::Overlap overlap) : overlap_(overlap) {}

  void take(const flowstat::Packet& packet) {
    using namespace flowstat;
    ++sums_.packets;
    const std::uint32_t seq = packet.tcp_seq + (bears_syn(packet) ? 1 : 0);
    if (bears_syn(packet) && syn_end_ && seq != *syn_end_ && octets_.empty()) other_syn_end_ = seq;
    if (bears_syn(packet) && !syn_end_) syn_end_ = seq;
    if (packet.has_flags(tcp_flag::kFin)) fins_.claim(seq + packet.payload_bytes, *this);
    if (!first_seq_ && (bears_syn(packet) || packet.payload_bytes > 0)) {
      first_seq_ = seq;
      fins_.begin(*this);
      acks_.begin(*this);
    }
    frame_ = packet.frame_number;
    if (packet.payload_bytes > 0) take_octets(packet, nearest(seq, end()));
  }

  void acknowledge(std::uint32_t ack) {
    if (octets_.empty() && other_syn_end_ == ack) {
      first_seq_ = syn_end_ = ack;
      fins_ = acks_ = {};
    }
    acks_.claim(ack - 1, *this);
  }

  StreamOutcome outcome() const {
    using namespace flowstat;
    StreamOutcome outcome;
    if (octets_.empty() && !syn_end_) return outcome;
    std::int64_t at = base();
    for (const auto& [offset, octet] : octets_) {
      if (!is_inside(offset)) continue;
      outcome.add(offset - at, SpanStatus::hole);
      outcome.add(1, status_of(offset, octet));
      if (octet.evidence != Evidence::truncated) outcome.octets += static_cast<char>(octet.value);
      at = offset + 1;
    }
    const std::int64_t claimed = std::max(fins_.farthest.value_or(at), acks_.farthest.value_or(at));
    outcome.add(claimed - at, SpanStatus::hole);
    return outcome;
  }

  /// True if `span` names the packet that it should, or none where that may be.
  bool is_first_frame_right(const flowstat::Span& span) const {
    using flowstat::SpanStatus;
    if (span.status == SpanStatus::hole) return span.first_frame == 0;
    const std::int64_t offset = base() + span.offset;
    // Only of what was one span with the octets before is it not known.
    if (span.first_frame == 0) return octets_.contains(offset - 1);
    const Octet& octet = octets_.at(offset);
    if (span.status == SpanStatus::urgent) return span.first_frame == urgent_.at(offset);
    return span.first_frame ==
           (span.status == SpanStatus::conflict ? octet.conflict_frame : octet.frame);
  }

  /// All but the first and last arrival.
  const flowstat::StreamSums& sums() const { return sums_; }
  flowstat::StreamSums final_sums() const {
    flowstat::StreamSums sums = sums_;
    for (const auto& [offset, octet] : octets_) sums.outside_bytes += is_inside(offset) ? 0 : 1;
    return sums;
  }
  /// Different octets that were sent, those before a SYN that came late included.
  std::int64_t octets() const { return static_cast<std::int64_t>(octets_.size()); }

 private:
  struct Octet {
    flowstat::Evidence evidence;
    std::int64_t frame = 0;  // that brought it
    std::uint8_t value = 0;
    std::int64_t conflict_frame = 0;  // the first that differed; 0: there is none
  };
  /// What a packet has where there is data already.
  struct Again {
    std::int64_t offset;
    Octet* kept;
    std::uint8_t value;
    bool differs() const { return kept->value != value; }
  };
  /// Offsets that FINs claim, or acknowledgments.
  struct Claims {
    std::optional<std::int64_t> farthest;
    std::optional<std::uint32_t> early;  // the farthest before anything had an offset

    void claim(std::uint32_t seq, const ReferenceStream& stream) {
      if (stream.first_seq_) return add(stream.nearest(seq, stream.end()), stream.end());
      if (!early || static_cast<std::int32_t>(seq - *early) > 0) early = seq;
    }
    void begin(const ReferenceStream& stream) {
      if (early) add(stream.nearest(*early, 0), 0);
    }
    void add(std::int64_t offset, std::int64_t end) {
      if (offset > end + flowstat::ByteStream::kMostWindow) return;
      farthest = std::max(farthest.value_or(offset), offset);
    }
  };

  static bool bears_syn(const flowstat::Packet& packet) {
    using namespace flowstat;
    return packet.has_flags(tcp_flag::kSyn) && !packet.has_flags(tcp_flag::kRst);
  }

  std::int64_t begin() const { return octets_.begin()->first; }
  std::int64_t end() const { return octets_.empty() ? 0 : octets_.rbegin()->first + 1; }
  std::int64_t base() const { return syn_end_ ? nearest(*syn_end_, 0) : begin(); }

  bool is_inside(std::int64_t offset) const {
    const bool is_end = fins_.farthest && *fins_.farthest >= base() &&
                        *fins_.farthest >= acks_.farthest.value_or(*fins_.farthest);
    return offset >= base() && (!is_end || offset < *fins_.farthest);
  }

  /// The offset nearest to `near` that has this sequence number; of two the lower.
  std::int64_t nearest(std::uint32_t seq, std::int64_t near) const {
    constexpr std::int64_t kRound = std::int64_t{1} << 32;
    std::int64_t best = static_cast<std::uint32_t>(seq - *first_seq_);
    while (best > near) best -= kRound;
    while (best + kRound <= near) best += kRound;
    return near - best <= best + kRound - near ? best : best + kRound;
  }

  void take_octets(const flowstat::Packet& packet, std::int64_t first) {
    using namespace flowstat;
    const std::int64_t known_end = end();
    const std::int64_t least = syn_end_          ? base()
                               : octets_.empty() ? first
                                                 : begin() - ByteStream::kMostWindow;
    bool has_any = false;
    bool is_late = false;
    std::vector<Again> again;
    sums_.sent_bytes += packet.payload_bytes;
    for (std::uint32_t i = 0; i < packet.payload_bytes; ++i) {
      const std::int64_t offset = first + i;
      if (offset < least || offset >= known_end + ByteStream::kMostWindow) {
        ++sums_.outside_bytes;
        continue;
      }
      has_any = true;
      if (take_octet(offset, octet_of(packet, i), again))
        is_late = is_late || offset < known_end;
      else
        ++sums_.retransmitted_bytes;
    }
    compare(again);
    if (is_late) ++sums_.out_of_order_packets;
    if (!has_any || !packet.has_flags(tcp_flag::kUrg) || packet.tcp_urgent == 0) return;
    const std::int64_t own = bears_syn(packet) ? first - 1 : first;
    urgent_.try_emplace(own + packet.tcp_urgent - 1, frame_);
  }

  static Octet octet_of(const flowstat::Packet& packet, std::uint32_t i) {
    using flowstat::Evidence;
    if (i >= packet.payload.size()) return {Evidence::truncated, packet.frame_number};
    return {packet.payload_bytes == 1 ? Evidence::probe : Evidence::data, packet.frame_number,
            packet.payload[i]};
  }

  /// Takes an octet and says whether none was there.
  bool take_octet(std::int64_t offset, const Octet& octet, std::vector<Again>& again) {
    const auto [place, is_new] = octets_.try_emplace(offset, octet);
    Octet& kept = place->second;
    if (octet.evidence > kept.evidence) {
      kept = octet;
    } else if (!is_new && octet.evidence == flowstat::Evidence::data) {
      if (!again.empty() && again.back().offset != offset - 1) compare(again);
      again.push_back({offset, &kept, octet.value});
    }
    return is_new;
  }

  /// Octets side by side that came again: all from the first to the last that differ conflict.
  void compare(std::vector<Again>& again) {
    while (!again.empty() && !again.back().differs()) again.pop_back();
    bool is_conflict = false;
    for (const Again& each : again) {
      is_conflict = is_conflict || each.differs();
      if (is_conflict && each.kept->conflict_frame == 0) each.kept->conflict_frame = frame_;
      if (overlap_ == flowstat::Overlap::last) each.kept->value = each.value;
    }
    again.clear();
  }

  flowstat::SpanStatus status_of(std::int64_t offset, const Octet& octet) const {
    using flowstat::SpanStatus;
    if (octet.evidence == flowstat::Evidence::truncated) return SpanStatus::truncated;
    if (octet.conflict_frame != 0) return SpanStatus::conflict;
    return urgent_.contains(offset) ? SpanStatus::urgent : SpanStatus::data;
  }

  flowstat::Overlap overlap_;
  std::map<std::int64_t, Octet> octets_;
  std::map<std::int64_t, std::int64_t> urgent_;  // which frame pointed there first
  flowstat::StreamSums sums_;
  std::optional<std::uint32_t> first_seq_;  // of offset 0
  std::optional<std::uint32_t> syn_end_;
  std::optional<std::uint32_t> other_syn_end_;  // of a SYN that differs
  Claims fins_;
  Claims acks_;
  std::int64_t frame_ = 0;  // of the packet that is taken
};
