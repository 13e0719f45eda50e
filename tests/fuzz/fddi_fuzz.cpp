#include "core/packet/fddi.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::fddi, decode_fddi,
                            [](const Fddi&) { return std::size_t{13}; });
}
