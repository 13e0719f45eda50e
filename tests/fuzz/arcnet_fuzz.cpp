#include "core/packet/arcnet.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::arcnet, decode_arcnet,
                            [](const Arcnet& arcnet) { return std::size_t{arcnet.header_bytes}; });
}
