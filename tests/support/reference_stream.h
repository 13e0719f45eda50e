#pragma once

#include <map>
#include <optional>
#include <set>
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
    const std::uint32_t seq = packet.tcp_seq + (packet.has_flags(tcp_flag::kSyn) ? 1 : 0);
    if (packet.has_flags(tcp_flag::kSyn) && !syn_end_) syn_end_ = seq;
    if (packet.has_flags(tcp_flag::kFin)) fin_ = seq + packet.payload_bytes;
    if (!first_seq_ && (packet.has_flags(tcp_flag::kSyn) || packet.payload_bytes > 0))
      first_seq_ = seq;
    if (packet.payload_bytes > 0) take_octets(packet, nearest(seq, end()));
  }

  StreamOutcome outcome() const {
    using namespace flowstat;
    StreamOutcome outcome;
    if (octets_.empty() && !syn_end_) return outcome;
    std::int64_t at = base();
    for (const auto& [offset, octet] : octets_) {
      if (offset < base()) continue;
      outcome.add(offset - at, SpanStatus::hole);
      outcome.add(1, status_of(offset, octet));
      if (octet.evidence != Evidence::truncated) outcome.octets += static_cast<char>(octet.value);
      at = offset + 1;
    }
    const std::int64_t fin = fin_ ? nearest(*fin_, end()) : at;
    if (fin <= end() + ByteStream::kMostWindow) outcome.add(fin - at, SpanStatus::hole);
    return outcome;
  }

  /// All but the first and last arrival.
  const flowstat::StreamSums& sums() const { return sums_; }
  /// Different octets that were sent, those before a SYN that came late included.
  std::int64_t octets() const { return static_cast<std::int64_t>(octets_.size()); }

 private:
  struct Octet {
    flowstat::Evidence evidence;
    std::uint8_t value = 0;
    bool is_conflict = false;
  };
  /// What a packet has where there is data already.
  struct Again {
    std::int64_t offset;
    Octet* kept;
    std::uint8_t value;
    bool differs() const { return kept->value != value; }
  };

  std::int64_t begin() const { return octets_.begin()->first; }
  std::int64_t end() const { return octets_.empty() ? 0 : octets_.rbegin()->first + 1; }
  std::int64_t base() const { return syn_end_ ? nearest(*syn_end_, 0) : begin(); }

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
    const bool is_far = first > known_end + ByteStream::kMostWindow;
    bool is_inside = false;
    bool is_late = false;
    std::vector<Again> again;
    sums_.sent_bytes += packet.payload_bytes;
    for (std::uint32_t i = 0; i < packet.payload_bytes; ++i) {
      const std::int64_t offset = first + i;
      if (is_far || offset < least) {
        ++sums_.outside_bytes;
        continue;
      }
      is_inside = true;
      if (take_octet(offset, octet_of(packet, i), again))
        is_late = is_late || offset < known_end;
      else
        ++sums_.retransmitted_bytes;
    }
    compare(again);
    if (is_late) ++sums_.out_of_order_packets;
    if (is_inside && packet.has_flags(tcp_flag::kUrg) && packet.tcp_urgent > 0)
      urgent_.insert(first + packet.tcp_urgent - 1);
  }

  static Octet octet_of(const flowstat::Packet& packet, std::uint32_t i) {
    using flowstat::Evidence;
    if (i >= packet.payload.size()) return {Evidence::truncated};
    return {packet.payload_bytes == 1 ? Evidence::probe : Evidence::data, packet.payload[i]};
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
      each.kept->is_conflict = each.kept->is_conflict || is_conflict;
      if (overlap_ == flowstat::Overlap::last) each.kept->value = each.value;
    }
    again.clear();
  }

  flowstat::SpanStatus status_of(std::int64_t offset, const Octet& octet) const {
    using flowstat::SpanStatus;
    if (octet.evidence == flowstat::Evidence::truncated) return SpanStatus::truncated;
    if (octet.is_conflict) return SpanStatus::conflict;
    return urgent_.contains(offset) ? SpanStatus::urgent : SpanStatus::data;
  }

  flowstat::Overlap overlap_;
  std::map<std::int64_t, Octet> octets_;
  std::set<std::int64_t> urgent_;
  flowstat::StreamSums sums_;
  std::optional<std::uint32_t> first_seq_;  // of offset 0
  std::optional<std::uint32_t> syn_end_;
  std::optional<std::uint32_t> fin_;
};
