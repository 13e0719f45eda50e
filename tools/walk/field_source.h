#pragma once

#include <span>
#include <string>
#include <vector>

#include "tools/walk/flow_walk.h"
#include "tools/walk/packet_reader.h"

namespace flowstat::walk {

/// Wireshark's fields of the packets that a walk reads, whoever finds them: a row for each packet.
class FieldSource {
 public:
  virtual ~FieldSource() = default;

  virtual std::span<const ColumnSpec> columns() const = 0;
  /// Lines for the user, before the first row.
  virtual std::vector<std::string> notes() const { return {}; }
  /// Says what it needs of the walk.
  virtual void ask(Asked&) const {}

  /// Looks at a batch before the walk takes it, and may leave fewer packets in it.
  /// Errors: those of whoever finds the fields; interrupted.
  virtual Status join(ReadBatch& batch) = 0;
  /// A row for each packet that join() left, which `walk` has taken. Good until the next join().
  virtual const Batch& fields(const FlowWalk& walk) = 0;

  /// What to tell at the end: packets that could not be looked at, values that no cell held.
  virtual std::vector<std::string> defects() const { return {}; }
};

}  // namespace flowstat::walk
