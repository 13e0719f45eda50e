#include "core/packet/ipv6_routing.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header(
      {data, size}, Protocol::ipv6_routing, decode_ipv6_routing,
      [](const Ipv6Routing& routing) { return std::size_t{routing.header_bytes}; });
}
