#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dissect/nursery.h"
#include "core/dissect/row_message.h"

namespace flowstat::dissect {

/// How the work is parted among workers.
struct Workload {
  std::uint32_t jobs = 1;  ///< Workers at a time, each with the packets of some pairs of addresses.
  std::optional<std::int64_t> frame_timeout_ns = {};  ///< A frame that takes longer is given up.
  std::int64_t chunk_packets = 0;  ///< A new worker begins after so many; 0: one does all.
};

/// A packet that could not be dissected, and why: "it took longer than 5 s".
struct LostPacket {
  std::int64_t packet = 0;
  std::string why;
};

/// The rows that workers make of a capture, in order of packets.
///
/// A worker that dies, or takes too long for a packet, is replaced: the new one begins where it
/// began, passes over that packet, and gives what is still missing.
class DissectedRows {
 public:
  /// Needs: `nursery` with a slot for each job, set up for the same columns.
  DissectedRows(Nursery& nursery, std::vector<ColumnSpec> columns, const Workload& workload);
  ~DissectedRows();

  /// The next rows; none at the end. Good until the next call. `wait` is called several times a
  /// second while rows are waited for; it may give an error, which ends the waiting.
  /// Errors: damaged, when all rows before the damage were given; file.
  Result<const Rows*> next(const std::function<Status()>& wait);

  const std::vector<LostPacket>& lost() const { return lost_; }
  /// Integers that are null, because they are larger than an int64 can hold.
  std::int64_t too_large() const;
  /// The packet that takes longest just now, and for how long; packet 0 where none is at work.
  struct Slowest {
    std::int64_t packet = 0;
    std::int64_t ns = 0;
  };
  Slowest slowest() const;

 private:
  struct Shard {
    Part part;
    Worker worker;
    MessageReader reader;
    Rows rows;
    std::size_t next_row = 0;
    std::int64_t last_packet = 0;  ///< Whose row came.
    bool has_rows = false;
    bool is_over = false;
  };

  Status want_rows(std::uint32_t slot, const std::function<Status()>& wait);
  Status await(std::uint32_t slot, const std::function<Status()>& wait);
  Status take_rows(std::uint32_t slot);
  Status take_end(std::uint32_t slot);
  Status replace(std::uint32_t slot, const char* why);
  Status bear(std::uint32_t slot);
  bool is_stuck(std::uint32_t slot) const;
  void give_run(Shard& shard, std::int64_t before_packet);

  Nursery& nursery_;
  Workload workload_;
  std::vector<Shard> shards_;
  std::vector<LostPacket> lost_;
  Rows merged_;
  Status ended_ = kOk;
};

}  // namespace flowstat::dissect
