#include "core/packet/mpls.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::mpls, decode_mpls,
                            [](const Mpls&) { return std::size_t{4}; });
}
