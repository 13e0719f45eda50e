#include "core/packet/sll2.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::sll2, decode_sll2,
                            [](const Sll2&) { return std::size_t{20}; });
}
