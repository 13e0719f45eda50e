#include "core/packet/erspan.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::erspan, decode_erspan,
                            [](const Erspan& erspan) { return std::size_t{erspan.header_bytes}; });
}
