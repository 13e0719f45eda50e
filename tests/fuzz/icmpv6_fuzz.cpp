#include "core/packet/icmpv6.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::icmpv6, decode_icmpv6,
                            [](const Icmpv6&) { return std::size_t{8}; });
}
