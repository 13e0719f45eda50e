#pragma once

namespace flowstat::plugin {

/// Makes the tree of flows by size and duration known: in the window Statistics > Flowstat Sizes
/// and Durations, and as `-z flowstat,tree`.
void register_flow_tree();

}  // namespace flowstat::plugin
