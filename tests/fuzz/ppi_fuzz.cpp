#include "core/packet/ppi.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::ppi, decode_ppi,
                            [](const Ppi& ppi) { return std::size_t{ppi.header_bytes}; });
}
