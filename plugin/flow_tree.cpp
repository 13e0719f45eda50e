#include "plugin/flow_tree.h"

#include <array>
#include <map>
#include <unordered_map>

#include "plugin/complaint.h"
#include "plugin/dissector.h"
#include "plugin/known_flow.h"
#include "plugin/wireshark.h"
//
#include <epan/stats_tree.h>

namespace flowstat::plugin {

namespace {

/// Values up to `most`. Wireshark sorts names as text, so what they begin with is as long
/// in each.
struct Bucket {
  std::int64_t most;
  const char* name;
};

/// A quantity of flows, and what it is sorted into.
struct Branch {
  const char* name;
  std::int64_t (KnownFlow::*quantity)() const;
  std::int64_t unit;  ///< How much of the quantity is 1.
  std::array<Bucket, 7> buckets;
};

constexpr std::int64_t kMost = INT64_MAX;
// clang-format off
constexpr Branch kBranches[] = {
    {"Packets",        &KnownFlow::packets,       1,         {{{1, "      1"}, {3, "      2-3"}, {9, "      4-9"}, {99, "     10-99"}, {999, "    100-999"}, {9'999, "   1000-9999"}, {kMost, "  10000 or more"}}}},
    {"Payload octets", &KnownFlow::payload_bytes, 1,         {{{0, "      0"}, {99, "      1-99"}, {999, "    100-999"}, {9'999, "   1000-9999"}, {99'999, "  10000-99999"}, {999'999, " 100000-999999"}, {kMost, "1000000 or more"}}}},
    {"Duration (ms)",  &KnownFlow::duration_ns,   1'000'000, {{{0, "      0"}, {9, "      1-9"}, {99, "     10-99"}, {999, "    100-999"}, {9'999, "   1000-9999"}, {59'999, "  10000-59999"}, {kMost, "  60000 or more"}}}},
};
// clang-format on
constexpr char kFlows[] = "Flows";

std::size_t bucket_of(const Branch& branch, const KnownFlow& flow) {
  const std::int64_t value = (flow.*branch.quantity)() / branch.unit;
  std::size_t i = 0;
  while (value > branch.buckets[i].most) ++i;
  return i;
}

/// Where each flow of a tree that is open is counted now, by flow_key().
using Counted = std::unordered_map<std::uint64_t, std::array<std::size_t, std::size(kBranches)>>;
struct OpenTree {
  int root = 0;
  std::array<int, std::size(kBranches)> branches{};
  Counted counted;
};
std::map<const stats_tree*, OpenTree>& open_trees() {
  static std::map<const stats_tree*, OpenTree> trees;
  return trees;
}

void begin(stats_tree* tree) {
  complain_if_off("flowstat,tree");
  OpenTree& open = open_trees()[tree];
  open.counted.clear();
  open.root = stats_tree_create_node(tree, kFlows, 0, STAT_DT_INT, true);
  for (std::size_t i = 0; i < std::size(kBranches); ++i) {
    const char* const name = kBranches[i].name;
    open.branches[i] = stats_tree_create_node(tree, name, open.root, STAT_DT_INT, true);
    for (const Bucket& bucket : kBranches[i].buckets)
      stats_tree_create_node(tree, bucket.name, open.branches[i], STAT_DT_INT, false);
  }
}

void count(stats_tree* tree, const char* name, int parent, int by) {
  stats_tree_manip_node_int(MN_INCREASE, tree, name, parent, false, by);
}

tap_packet_status take(stats_tree* tree, packet_info* pinfo, epan_dissect_t*, const void*,
                       tap_flags_t) {
  Session* const session = current_session();
  const std::uint32_t number = frame_with_flow(session, pinfo->num);
  if (number == 0) return TAP_PACKET_DONT_REDRAW;
  try {
    OpenTree& open = open_trees()[tree];
    const auto [places, is_new] =
        open.counted.try_emplace(flow_key(*session, session->log().note(number).flow));
    if (!is_new && session->is_complete()) return TAP_PACKET_DONT_REDRAW;
    const KnownFlow flow = known_flow(*session, number);
    if (is_new) stats_tree_manip_node_int(MN_INCREASE, tree, kFlows, 0, true, 1);
    for (std::size_t i = 0; i < std::size(kBranches); ++i) {
      const Branch& branch = kBranches[i];
      const std::size_t bucket = bucket_of(branch, flow);
      std::size_t& place = places->second[i];
      if (is_new) stats_tree_manip_node_int(MN_INCREASE, tree, branch.name, open.root, true, 1);
      if (!is_new && place == bucket) continue;
      // A flow that grows goes from one to the next.
      if (!is_new) count(tree, branch.buckets[place].name, open.branches[i], -1);
      count(tree, branch.buckets[bucket].name, open.branches[i], 1);
      place = bucket;
    }
  } catch (const std::exception&) {
    return TAP_PACKET_FAILED;
  }
  return TAP_PACKET_REDRAW;
}

void end(stats_tree* tree) {
  open_trees().erase(tree);
}

}  // namespace

void register_flow_tree() {
  stats_tree_register_plugin("frame", "flowstat", "Flowstat Sizes and Durations", 0, take, begin,
                             end);
}

}  // namespace flowstat::plugin
