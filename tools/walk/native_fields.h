#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dissect/dissector.h"
#include "core/native/native_field.h"
#include "core/native/plain_frame.h"
#include "tools/walk/field_source.h"

namespace flowstat::walk {

/// What the fields of `question` are about. Needs: all of them are native fields.
native::Interest interest_of(const dissect::Question& question);

/// Wireshark's fields, read out of the headers that the walk has decoded.
class NativeFields : public FieldSource {
 public:
  /// Needs: `question` asks for native fields only. If not `is_checked`, packets that are not plain
  /// are counted, to be told at the end.
  NativeFields(const dissect::Question& question, bool is_checked);

  std::span<const ColumnSpec> columns() const override { return columns_; }
  void ask(Asked& asked) const override { asked.stream_numbers |= interest_.of_streams; }
  Status join(ReadBatch& batch) override;
  const Batch& fields(const FlowWalk& walk) override;
  std::vector<std::string> defects() const override;

 private:
  void note_odd(const PacketBatch& packets);

  dissect::Occurrence occurrence_;
  native::Interest interest_;
  bool is_checked_;
  std::vector<const native::NativeField*> fields_;
  std::deque<std::string> names_;  // of columns
  std::vector<ColumnSpec> columns_;
  Batch batch_;
  std::int64_t first_ns_ = 0;
  std::int64_t last_ns_ = 0;  // of the last frame so far
  bool has_first_ = false;
  std::vector<std::int64_t> before_ns_;  // by packet: the time of the frame before
  std::int64_t odd_ = 0;                 // packets that are not plain
  std::string first_odd_;
};

}  // namespace flowstat::walk
