#include "core/packet/geneve.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::geneve, decode_geneve,
                            [](const Geneve& geneve) { return std::size_t{geneve.header_bytes}; });
}
