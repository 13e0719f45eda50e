#include "core/packet/ipv4.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes options = decode_ipv4({data, size}).header.options;
  fuzz::require(fuzz::lies_in(options, {data, size}), "the options lie in the input");
  source_route_end(options);
  source_route_end({data, size});
  return fuzz::check_header({data, size}, Protocol::ipv4, decode_ipv4,
                            [](const Ipv4& ip) { return std::size_t{ip.header_bytes}; });
}
