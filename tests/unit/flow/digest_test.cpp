#include "core/flow/digest.h"

#include "tests/unit/hex.h"
#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

struct Case {
  const char* name;
  Octets octets;
  Octets sha1;
  Octets md5;
};

// clang-format off
const Case kCases[] = {
    {"nothing",                   {},             hex("da39a3ee5e6b4b0d3255bfef95601890afd80709"), hex("d41d8cd98f00b204e9800998ecf8427e")},
    {"abc",                       hex("616263"),  hex("a9993e364706816aba3e25717850c26c9cd0d89d"), hex("900150983cd24fb0d6963f7d28e17f72")},
    {"as long as a block is",     zeros(64),      hex("c8d7d0ef0eedfa82d2ea1aa592845b9a6d4b02b7"), hex("3b5d3c7d207e37dceeedd301e35e2e58")},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  const Sha1 sha = sha1(row.octets);
  const Md5 md = md5(row.octets);
  assert_memory_equal(sha.data(), row.sha1.data(), sha.size());
  assert_memory_equal(md.data(), row.md5.data(), md.size());
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check);
}
