#include "core/packet/cisco_hdlc.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header({data, size}, Protocol::cisco_hdlc, decode_cisco_hdlc,
                            [](const CiscoHdlc&) { return std::size_t{4}; });
}
