#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "core/flow/features.h"
#include "core/flow/keys.h"
#include "tests/unit/flow/packets.h"

/// A feature measured on packets that all belong to one flow, without a table of flows.
namespace measure {

using namespace flowstat;

struct Sample {
  Packet packet;
  Direction direction = Direction::forward;
};
using Samples = std::vector<Sample>;

/// The State of one feature, and those of what it needs. Aligned as the table's records are.
struct Measured {
  const Feature* feature;
  std::vector<std::max_align_t> own;
  std::vector<Measured> needed;

  explicit Measured(const Feature& of)
      : feature(&of), own(1 + of.state_bytes / sizeof(std::max_align_t)) {
    for (const Feature* need : of.needs) needed.emplace_back(*need);
  }

  void init(const FlowStart& start) {
    std::vector<const void*> states;
    for (Measured& need : needed) need.init(start);
    for (Measured& need : needed) states.push_back(need.own.data());
    feature->init(start, own.data(), states);
  }
};

/// What `feature` measures on a part of a flow.
inline Measured measured(const Feature& feature, std::span<const Sample> part) {
  std::vector<Packet> packets;
  std::vector<FlowPacket> in_flow;
  for (const Sample& sample : part) {
    in_flow.push_back({static_cast<std::uint32_t>(packets.size()), 0, sample.direction});
    packets.push_back(sample.packet);
  }
  const Key key = key_of(packets.front(), TupleHasher());
  Measured states(feature);
  states.init({packets.front(), key.tuple, key.is_from_a, {.tcp = 5}});
  if (feature.update != nullptr)
    feature.update({packets, in_flow}, {reinterpret_cast<std::byte*>(states.own.data())});
  return states;
}

/// The only cell of `field` as text; "null" where there is none.
inline std::string cell(const Field<FeatureRows>& field, const Measured& states) {
  const FlowSlot slot = 0;
  Column column(column_spec(field, {}));
  field.fill({{reinterpret_cast<const std::byte*>(states.own.data())}, {&slot, 1}}, column);
  if (column.is_null(0)) return "null";
  switch (column.spec().storage) {
    case Storage::text: return std::string(column.text(0));
    case Storage::u16: return std::to_string(column.values<std::uint16_t>()[0]);
    case Storage::f64: {
      char text[32];
      return {text, static_cast<std::size_t>(
                        std::snprintf(text, sizeof text, "%.17g", column.values<double>()[0]))};
    }
    default: return std::to_string(column.values<std::int64_t>()[0]);
  }
}

/// "first_time 5, last_time 7, ...": every field of a feature, or those in `names`.
inline std::string cells(const Measured& states, const std::vector<std::string_view>& names = {}) {
  std::string text;
  for (const Field<FeatureRows>& field : states.feature->fields) {
    if (!names.empty() && std::find(names.begin(), names.end(), field.name) == names.end())
      continue;
    if (!text.empty()) text += ", ";
    text += std::string(field.name) + " " + cell(field, states);
  }
  return text;
}

/// The cells of a flow that was measured in two parts, of which the first has `split` packets.
inline std::string cells_of_parts(const Feature& feature, const Samples& samples,
                                  std::size_t split) {
  Measured into = measured(feature, std::span(samples).first(split));
  const Measured later = measured(feature, std::span(samples).subspan(split));
  feature.merge(into.own.data(), later.own.data());
  return cells(into);
}

/// The same of parts that are merged against the order of time.
inline std::string cells_of_swapped_parts(const Feature& feature, const Samples& samples,
                                          std::size_t split) {
  Measured into = measured(feature, std::span(samples).subspan(split));
  const Measured earlier = measured(feature, std::span(samples).first(split));
  feature.merge(into.own.data(), earlier.own.data());
  return cells(into);
}

inline constexpr std::int64_t kNoTime = Frame::kNoTime;

/// Forward or backward packets of one TCP connection at the times `times_ns`; numbered from 1.
inline Sample at(std::int64_t time_ns, Direction direction = Direction::forward) {
  Sample sample{packets::tcp("10.0.0.1", 1000, "10.0.0.2", 80), direction};
  if (direction == Direction::backward)
    sample.packet = packets::tcp("10.0.0.2", 80, "10.0.0.1", 1000);
  sample.packet.time_ns = time_ns;
  return sample;
}

/// `samples` with the frame numbers 1, 2, 3 ... and lengths that are all different.
inline Samples numbered(Samples samples) {
  std::uint32_t number = 0;
  for (Sample& sample : samples) {
    Packet& packet = sample.packet;
    packet.frame_number = ++number;
    packet.wire_bytes = 1000 * number + 3;
    packet.ip_bytes = 1000 * number + 2;
    packet.payload_bytes = 1000 * number + 1;
  }
  return samples;
}

/// Flows to split at every point: out of order, both ways, one way, without some or all times.
inline const std::vector<Samples> kFlows = [] {
  const auto back = [](std::int64_t time_ns) { return at(time_ns, Direction::backward); };
  return std::vector<Samples>{
      numbered({at(10), back(15), at(17), at(30), back(31), back(80), at(1'000'000'007)}),
      numbered({at(50), back(40), at(30), at(70), back(10)}),
      numbered({at(1), at(2), at(4), at(8), at(16)}),
      numbered({at(kNoTime), at(5), back(kNoTime), at(kNoTime), back(9), at(12), at(kNoTime)}),
      numbered({at(kNoTime), back(kNoTime), at(kNoTime)}),
      numbered({at(-5), at(-9), back(0), at(INT64_MAX), at(INT64_MIN + 1)}),
  };
}();

}  // namespace measure
