#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/connections/connection.h"
#include "core/flow/flow_batch.h"
#include "core/stream/stream_fields.h"

namespace flowstat {

/// Rows of a connection's two streams, by direction; nullptr for one that is not wanted.
using StreamRowPair = std::array<StreamRow*, 2>;

/// What becomes of the octets of connections: files, a table, a terminal.
/// Errors of all: those of what is written to.
class Output {
 public:
  virtual ~Output() = default;

  /// Takes octets of a packet in the direction of its flow: `pieces`, which may be changed.
  virtual Status take(const PacketAt& at, Connection& connection, Pieces& pieces) = 0;
  /// A packet was taken; comes behind take(), and also where there was nothing to take.
  virtual void note(const PacketAt&, Connection&) {}
  /// The packets of a batch are taken. What was borrowed of them must be let go where frames do
  /// not stay.
  virtual Status end_batch() { return kOk; }
  /// A connection is over. Sets what rows say of files.
  virtual Status end(Connection& connection, const StreamRowPair& rows) = 0;
  /// Sets what rows say that could not be said when their streams were over.
  virtual Status complete(std::span<StreamRow>) { return kOk; }
  /// Writes all that was taken, so that the files of streams that are over are there.
  virtual Status flush() { return kOk; }
  /// All is said: completes what is written.
  virtual Status finish() = 0;

  /// More octets wait than may; relieve() should be called for connections until has_room().
  virtual bool is_full() const { return false; }
  /// So few wait that it takes a while until it is full again.
  virtual bool has_room() const { return true; }
  /// All was relieved that had to be, or can be: then more must wait before it is full again.
  virtual void note_relief() {}
  /// Writes octets that wait; those behind a hole only if `is_hard`.
  virtual Status relieve(Connection&, [[maybe_unused]] bool is_hard) { return kOk; }

  /// The folder that the tables of streams go to; none where there are no tables.
  virtual std::optional<std::string> tables_folder() const { return std::nullopt; }
  /// What the user should know at the end, a line each.
  virtual std::vector<std::string> hints() const { return {}; }
};

}  // namespace flowstat
