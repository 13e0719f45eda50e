#include "core/packet/ipv6_fragment.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::ipv6_fragment, decode_ipv6_fragment,
                            [](const Ipv6Fragment&) { return std::size_t{8}; });
}
