#include "core/packet/avs.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::avs, decode_avs,
                            [](const Avs& avs) { return std::size_t{avs.header_bytes}; });
}
