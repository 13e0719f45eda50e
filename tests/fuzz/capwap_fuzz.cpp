#include "core/packet/capwap.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::capwap, decode_capwap,
                            [](const Capwap& capwap) { return std::size_t{capwap.header_bytes}; });
}
