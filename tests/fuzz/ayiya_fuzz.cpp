#include "core/packet/ayiya.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::ayiya, decode_ayiya,
                            [](const Ayiya& ayiya) { return std::size_t{ayiya.header_bytes}; });
}
