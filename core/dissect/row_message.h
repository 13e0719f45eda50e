#pragma once

#include <optional>
#include <string>

#include "core/base/pod_array.h"
#include "core/base/result.h"
#include "core/dissect/dissector.h"

namespace flowstat::dissect {

/// Sends rows to the other end of a pipe.
class RowSender : public RowTaker {
 public:
  explicit RowSender(int pipe) : pipe_(pipe) {}
  /// Error: broken_pipe, if nobody reads any more.
  Status take(const Rows& rows) override;
  /// Says how it ended; the last thing to send.
  Status end(const Status& ended);

 private:
  int pipe_;
};

/// Receives what a RowSender sends. What comes is not trusted: a process that goes through octets
/// of strangers may send anything.
class RowReceiver {
 public:
  explicit RowReceiver(std::span<const ColumnSpec> columns);

  enum class Got : std::uint8_t {
    nothing_yet,
    rows,  ///< rows() has them.
    end,   ///< ended() says how.
    gone,  ///< The sender went away in the middle.
  };
  /// Reads what there is in `pipe`, which must not block.
  Got receive(int pipe);
  /// Forgets what came in part: another sender begins.
  void start_anew() {
    octets_.clear();
    wanted_ = 0;
  }

  const Rows& rows() const { return rows_; }
  const Status& ended() const { return ended_; }

 private:
  bool load();

  Rows rows_;
  Status ended_ = kOk;
  PodArray<std::uint8_t> octets_;  // of the message at hand, so far
  std::size_t wanted_ = 0;
};

}  // namespace flowstat::dissect
