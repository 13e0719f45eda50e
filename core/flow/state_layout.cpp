#include "core/flow/state_layout.h"

#include <algorithm>
#include <array>

namespace flowstat {

StateLayout::StateLayout(std::span<const Feature* const> wanted, std::size_t begin)
    : begin_(begin) {
  for (const Feature* feature : wanted) keep(*feature);
}

void StateLayout::keep(const Feature& feature) {
  for (const Feature* needed : feature.needs) keep(*needed);
  if (find(feature) != nullptr) return;
  const std::size_t align = feature.state_align;
  kept_.push_back({&feature, (record_bytes() + align - 1) / align * align});
}

const StateLayout::Kept* StateLayout::find(const Feature& feature) const {
  const auto kept = std::ranges::find(kept_, &feature, &Kept::feature);
  return kept == kept_.end() ? nullptr : &*kept;
}

void StateLayout::start(const FlowStart& start, std::byte* record) const {
  std::array<const void*, kMostNeeds> needed;  // as many as Feature::needs may name
  for (const Kept& kept : kept_) {
    std::size_t count = 0;
    for (const Feature* need : kept.feature->needs) needed[count++] = record + find(*need)->offset;
    kept.feature->init(start, record + kept.offset, {needed.data(), count});
  }
}

void StateLayout::update(const FlowPackets& batch, std::byte* first_record,
                         std::size_t bytes) const {
  for (const Kept& kept : kept_)
    if (kept.feature->update != nullptr)
      kept.feature->update(batch, {first_record + kept.offset, bytes});
}

ConstStates StateLayout::states(const Feature& feature, const std::byte* first_record,
                                std::size_t bytes) const {
  const Kept* const kept = find(feature);
  if (kept == nullptr) return {};
  return {first_record + kept->offset, bytes};
}

}  // namespace flowstat
