#include "core/packet/ah.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::ah, decode_ah,
                            [](const Ah& ah) { return std::size_t{ah.header_bytes}; });
}
