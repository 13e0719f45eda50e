#include "core/flow/features/flow_uid.h"

#include <set>

#include "tests/unit/flow/features/measure.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace measure;
using namespace packets;

namespace {

std::int64_t uid_of(const Packet& packet) {
  const Sample sample{packet, Direction::forward};
  const Measured states = measured(kFlowUid, {&sample, 1});
  return reinterpret_cast<const FlowUid::State*>(states.own.data())->uid;
}

Packet timed(Packet packet, std::int64_t time_ns) {
  packet.time_ns = time_ns;
  return packet;
}

const Packet kThere = tcp("128.232.110.120", 34855, "66.35.250.204", 80);
const Packet kBack = tcp("66.35.250.204", 80, "128.232.110.120", 34855);

void it_is_a_digest_of_community_id_and_time(void**) {
  // The digest behind "1:LQU9qZlK+B5F3KDmev6m5PMibrg=", then 0x0102030405060708 ns.
  const std::uint8_t message[] = {0x2d, 0x05, 0x3d, 0xa9, 0x99, 0x4a, 0xf8, 0x1e, 0x45, 0xdc,
                                  0xa0, 0xe6, 0x7a, 0xfe, 0xa6, 0xe4, 0xf3, 0x22, 0x6e, 0xb8,
                                  1,    2,    3,    4,    5,    6,    7,    8};
  assert_int_equal(uid_of(timed(kThere, 0x0102030405060708)), first_63_bits(sha1(message)).value);
}

void the_first_packets_way_does_not_matter(void**) {
  assert_int_equal(uid_of(timed(kThere, 5)), uid_of(timed(kBack, 5)));
}

void connections_differ_by_time_and_by_tuple(void**) {
  std::set<std::int64_t> uids;
  for (const std::int64_t time_ns : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, kNoTime}) {
    uids.insert(uid_of(timed(kThere, time_ns)));
    uids.insert(uid_of(timed(udp("128.232.110.120", 34855, "66.35.250.204", 80), time_ns)));
  }
  assert_int_equal(uids.size(), 8);
  assert_true(*uids.begin() >= 0);
}

}  // namespace

int main() {
  const CMUnitTest tests[] = {
      cmocka_unit_test(it_is_a_digest_of_community_id_and_time),
      cmocka_unit_test(the_first_packets_way_does_not_matter),
      cmocka_unit_test(connections_differ_by_time_and_by_tuple),
  };
  return cmocka_run_group_tests(tests, nullptr, nullptr);
}
