#include "core/packet/teredo.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::teredo, decode_teredo,
                            [](const Teredo& teredo) { return std::size_t{teredo.header_bytes}; });
}
