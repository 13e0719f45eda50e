#include "core/packet/ipoib.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::ipoib, decode_ipoib,
                            [](const Ipoib&) { return std::size_t{44}; });
}
