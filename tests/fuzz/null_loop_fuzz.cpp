#include "core/packet/null_loop.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::null_loop, decode_null_loop,
                            [](const NullLoop&) { return std::size_t{4}; });
}
