#include "core/packet/frame_relay.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::check_header(
      {data, size}, Protocol::frame_relay, decode_frame_relay,
      [](const FrameRelay& frame) { return std::size_t{frame.header_bytes}; });
}
