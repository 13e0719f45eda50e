#include "core/packet/llc.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::llc, decode_llc,
                            [](const Llc& llc) { return std::size_t{llc.header_bytes}; });
}
