#include "core/packet/ipv6_extension.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  jumbo_payload_bytes({data, size});
  return fuzz::check_header(
      {data, size}, Protocol::ipv6_extension, decode_ipv6_extension,
      [](const Ipv6Extension& extension) { return std::size_t{extension.header_bytes}; });
}
