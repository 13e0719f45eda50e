#include "core/packet/tcp.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes options = decode_tcp({data, size}).header.options;
  fuzz::require(fuzz::lies_in(options, {data, size}), "the options lie in the input");
  tcp_timestamps(options);
  tcp_timestamps({data, size});
  return fuzz::check_header({data, size}, Protocol::tcp, decode_tcp,
                            [](const Tcp& tcp) { return std::size_t{tcp.header_bytes}; });
}
