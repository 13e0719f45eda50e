#include "core/packet/etherip.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::etherip, decode_etherip,
                            [](const Etherip&) { return std::size_t{2}; });
}
