#pragma once

#include <array>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/connections/connections.h"
#include "core/stream/recent_octets.h"
#include "plugin/oddity.h"

namespace flowstat::plugin {

/// The TCP streams of a capture: their rows, and what is odd about them.
///
/// While frames come, a hole is told by the frame that acknowledges octets which did not come. When
/// all have come, holes that were filled are none any more, and one that nobody acknowledged is
/// told by the frame that brought the octets behind it.
///
/// Octets that come again are compared with the last kMostSteps segments of their stream, as far as
/// these are among the RecentOctets.
class StreamWatch : private Output {
 public:
  StreamWatch() : connections_(options_, this) {}
  StreamWatch(const StreamWatch&) = delete;
  StreamWatch& operator=(const StreamWatch&) = delete;

  /// Keeps the rows of streams that are over from now on, for rows().
  void keep_rows() { keeps_rows_ = true; }

  /// Takes the one packet of a batch.
  void take(const FlowBatch& batch);
  /// All packets have come.
  void settle();
  /// More come after all.
  void go_on();

  /// What a frame tells, as far as it is known.
  std::span<const Oddity> of_frame(std::uint32_t frame) const;
  /// How many oddities stand before these, which of_frame() gave.
  std::size_t place_of(std::span<const Oddity> oddities) const;

  /// Octets that are known to be missing from a direction of a flow.
  std::int64_t missing_bytes(std::uint32_t flow, Direction direction) const;

  /// The streams of those flows that `is_wanted` by flow_id: first those that are over, then by id.
  template <class IsWanted>
  std::vector<StreamRow> rows(const FlowTable& flows, IsWanted is_wanted) const {
    std::vector<StreamRow> rows = over_;
    connections_.add_live(flows, rows);
    std::erase_if(rows, [&](const StreamRow& row) { return !is_wanted(row.owner.flow_id); });
    for (StreamRow& row : rows) row.is_compared = false;  // not with all octets
    return rows;
  }

 private:
  static constexpr int kMostSteps = 1024;

  /// What is kept of a direction beside its Way.
  struct Seen {
    RecentOctets::Mark newest = 0;
    std::int64_t told_end = INT64_MIN;  ///< Holes before it were told.
    std::int64_t missing_bytes = 0;     ///< In the holes that were told.
  };

  Status take(const PacketAt& at, Connection& connection, Pieces& pieces) override;
  void note(const PacketAt& at, Connection& connection) override;
  Status end(Connection& connection, const StreamRowPair& rows) override;
  Status finish() override { return kOk; }

  Seen& seen(std::int64_t flow, Direction direction);
  void compare(const PacketAt& at, const Way& way, const Piece& piece, RecentOctets::Mark newest);
  void tell_holes(const PacketAt& at, const Way& way, Direction direction);
  void tell_reuse(const FlowBatch& batch);
  void tell(const PacketAt& at, const Way& way, Oddity oddity);
  void add_missing(const Oddity& hole, std::int64_t sign);
  void settle(const Connection& connection);
  void settle_holes(const Connection& connection, Direction direction,
                    std::span<const Oddity> told);

  StreamOptions options_;
  Connections connections_;
  std::vector<StreamRow> over_;
  bool keeps_rows_ = false;
  std::vector<std::array<Seen, 2>> seen_;  // by flow_id and Direction
  RecentOctets recent_;
  std::vector<Oddity> told_;  // while frames come; by frame
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> by_flow_;  // of told_
  std::vector<Oddity> settled_;                                          // of flows that are over
  bool is_settled_ = false;
};

}  // namespace flowstat::plugin
