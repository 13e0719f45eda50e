#include "core/packet/gtp.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::gtp, decode_gtp,
                            [](const Gtp& gtp) { return gtp.header_bytes; });
}
