#include "core/packet/l2tp.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::l2tp, decode_l2tp,
                            [](const L2tp& l2tp) { return std::size_t{l2tp.header_bytes}; });
}
