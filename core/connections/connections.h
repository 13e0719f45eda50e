#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/connections/output.h"
#include "core/connections/stream_options.h"

namespace flowstat {

/// The connections of a capture, each with its two streams, and the output that these go to.
class Connections {
 public:
  /// `output`: nullptr where octets go nowhere. Both must outlive this.
  Connections(const StreamOptions& options, Output* output) : options_(options), output_(output) {}

  /// Features that rows need of the flow table.
  static std::vector<const Feature*> features();

  /// Takes a batch, and adds the rows of streams that ended in it. Error: of the output.
  Status take(const FlowBatch& batch, std::vector<StreamRow>& rows);
  /// Ends all that are left, some at a time: adds rows until there are `most`, or no more streams.
  Status end_all(const FlowTable& flows, std::size_t most, std::vector<StreamRow>& rows);

  /// Adds the rows of those that are going on, as they are so far, and leaves them as they are.
  void add_live(const FlowTable& flows, std::vector<StreamRow>& rows) const;
  /// Visits those that are going on.
  template <class Visit>
  void for_each_live(Visit visit) const {
    for (const auto& connection : by_slot_)
      if (connection) visit(*connection);
  }

  /// What the user should know at the end, a line each.
  std::vector<std::string> hints() const;

 private:
  using RowPair = std::array<std::optional<StreamRow>, 2>;  // by direction

  Status take_packet(const PacketAt& at);
  Connection& connection_of(const PacketAt& at);
  Status give(const PacketAt& at, Connection& connection);
  Status relieve();
  RowPair rows_of(const FlowTable& flows, FlowSlot slot, const Connection& connection,
                  bool is_reused) const;
  Status end(const FlowTable& flows, FlowSlot slot, bool is_reused, std::vector<StreamRow>& rows);

  const StreamOptions& options_;
  Output* output_;
  Pieces pieces_;
  std::vector<std::unique_ptr<Connection>> by_slot_;  // nullptr: not taken, or over
  std::vector<FlowSlot> left_;                        // of end_all()
  std::size_t next_left_ = 0;
  bool is_ending_ = false;
  std::int64_t streams_ = 0;          // rows so far
  std::int64_t outside_streams_ = 0;  // those with octets outside
  std::int64_t outside_bytes_ = 0;
};

}  // namespace flowstat
