#include <string>

#include "tests/unit/flow/features/measure.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace measure;

namespace {

/// Every feature that says it can be merged, in each order that it allows.
void check_parts_make_the_whole(void** state) {
  const Feature& feature = row_of<Feature>(state);
  if (feature.merge_order == MergeOrder::none) return;
  for (const Samples& flow : kFlows) {
    const std::string whole = cells(measured(feature, flow));
    for (std::size_t split = 1; split < flow.size(); ++split) {
      assert_string_equal(cells_of_parts(feature, flow, split).c_str(), whole.c_str());
      if (feature.merge_order == MergeOrder::any)
        assert_string_equal(cells_of_swapped_parts(feature, flow, split).c_str(), whole.c_str());
    }
  }
}

}  // namespace

int main() {
  std::vector<CMUnitTest> tests;
  for (const Feature* feature : features())
    tests.push_back({feature->name.data(), check_parts_make_the_whole, nullptr, nullptr,
                     const_cast<Feature*>(feature)});
  return _cmocka_run_group_tests("merge", tests.data(), tests.size(), nullptr, nullptr);
}
