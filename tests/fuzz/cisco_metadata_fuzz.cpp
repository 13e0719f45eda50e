#include "core/packet/cisco_metadata.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::cisco_metadata, decode_cisco_metadata,
                            [](const CiscoMetadata&) { return std::size_t{8}; });
}
