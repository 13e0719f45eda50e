#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/flow/feature.h"

namespace flowstat {

/// Where the States of features lie in a flow's record.
class StateLayout {
 public:
  /// For `wanted` features and those that they need, from octet `begin` of a record on.
  StateLayout(std::span<const Feature* const> wanted, std::size_t begin);

  /// Octets of a record up to the end of its last State.
  std::size_t record_bytes() const { return kept_.empty() ? begin_ : kept_.back().end(); }

  /// Sets all States of a flow that begins.
  void start(const FlowStart& start, std::byte* record) const;
  /// Has all States take `batch`; `bytes` are from one slot's record to that of the next.
  void update(const FlowPackets& batch, std::byte* first_record, std::size_t bytes) const;
  /// States of `feature` by slot; none if it is neither wanted nor needed.
  ConstStates states(const Feature& feature, const std::byte* first_record,
                     std::size_t bytes) const;

 private:
  struct Kept {
    const Feature* feature;
    std::size_t offset;  // of its State in a record
    std::size_t end() const { return offset + feature->state_bytes; }
  };

  void keep(const Feature& feature);
  const Kept* find(const Feature& feature) const;

  std::size_t begin_;
  std::vector<Kept> kept_;
};

}  // namespace flowstat
