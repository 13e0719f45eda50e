#include "core/flow/features/volume.h"

#include "tests/unit/flow/features/measure.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace measure;

namespace {

Sample of_bytes(Direction direction, std::uint32_t wire_bytes, std::uint32_t ip_bytes,
                std::uint32_t payload_bytes) {
  Sample sample = at(0, direction);
  sample.packet.wire_bytes = wire_bytes;
  sample.packet.ip_bytes = ip_bytes;
  sample.packet.payload_bytes = payload_bytes;
  return sample;
}

constexpr Direction kForward = Direction::forward;
constexpr Direction kBackward = Direction::backward;

struct Case {
  const char* name;
  Samples samples;
  const char* cells;
};

// clang-format off
const Case kCases[] = {
    {"both ways", {of_bytes(kForward, 66, 52, 0), of_bytes(kBackward, 1514, 1500, 1448), of_bytes(kForward, 70, 56, 4)},
     "packets 3, forward_packets 2, backward_packets 1, "
     "wire_bytes 1650, forward_wire_bytes 136, backward_wire_bytes 1514, "
     "ip_bytes 1608, forward_ip_bytes 108, backward_ip_bytes 1500, "
     "payload_bytes 1452, forward_payload_bytes 4, backward_payload_bytes 1448"},
    {"one way: the other is 0, not null", {of_bytes(kBackward, 60, 40, 0)},
     "packets 1, forward_packets 0, backward_packets 1, "
     "wire_bytes 60, forward_wire_bytes 0, backward_wire_bytes 60, "
     "ip_bytes 40, forward_ip_bytes 0, backward_ip_bytes 40, "
     "payload_bytes 0, forward_payload_bytes 0, backward_payload_bytes 0"},
    {"more than 32 bits hold", {of_bytes(kForward, UINT32_MAX, UINT32_MAX, UINT32_MAX), of_bytes(kForward, 1, 2, 3)},
     "packets 2, forward_packets 2, backward_packets 0, "
     "wire_bytes 4294967296, forward_wire_bytes 4294967296, backward_wire_bytes 0, "
     "ip_bytes 4294967297, forward_ip_bytes 4294967297, backward_ip_bytes 0, "
     "payload_bytes 4294967298, forward_payload_bytes 4294967298, backward_payload_bytes 0"},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  assert_string_equal(cells(measured(kVolume, row.samples)).c_str(), row.cells);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check);
}
