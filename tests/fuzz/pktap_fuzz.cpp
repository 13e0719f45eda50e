#include "core/packet/pktap.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::pktap, decode_pktap,
                            [](const Pktap& pktap) { return std::size_t{pktap.header_bytes}; });
}
