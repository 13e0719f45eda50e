#include "core/packet/nsh.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::nsh, decode_nsh,
                            [](const Nsh& nsh) { return std::size_t{nsh.header_bytes}; });
}
