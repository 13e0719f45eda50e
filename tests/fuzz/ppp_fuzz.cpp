#include "core/packet/ppp.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::ppp, decode_ppp,
                            [](const Ppp& ppp) { return std::size_t{ppp.header_bytes}; });
}
