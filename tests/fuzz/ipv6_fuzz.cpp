#include "core/packet/ipv6.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::ipv6, decode_ipv6,
                            [](const Ipv6&) { return std::size_t{40}; });
}
