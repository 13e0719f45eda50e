#include "core/packet/backbone.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Defect defect;
  std::uint32_t service_id = 0;
  std::uint16_t type = 0;
};

// clang-format off
const Case kCases[] = {
    {"a tag",          hex("2000002a 020000000002 020000000001 0800"), Defect::none, 42, 0x0800},
    {"cut",            hex("2000002a 020000000002 020000000001 08"), Defect::truncated},
    {"nothing at all", {}, Defect::truncated},
};
// clang-format on

void check_decode(void** state) {
  const Case& row = row_of<Case>(state);

  const auto [backbone, defect] = decode_backbone(row.octets);

  assert_int_equal(defect, row.defect);
  assert_int_equal(backbone.service_id, row.service_id);
  assert_int_equal(backbone.type, row.type);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check_decode);
}
