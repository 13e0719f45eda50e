#include "core/packet/gre.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::gre, decode_gre,
                            [](const Gre& gre) { return std::size_t{gre.header_bytes}; });
}
