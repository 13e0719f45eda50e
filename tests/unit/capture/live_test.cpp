#include "core/capture/live.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>

#include "tests/unit/testing.h"

using namespace flowstat;

namespace {

constexpr std::size_t kHeaderBytes = 14 + 20 + 8;  // Ethernet, IPv4, UDP

/// A network namespace of our own, with its loopback up. False where that is not permitted.
bool enter_namespace() {
  if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
  const int any_socket = socket(AF_INET, SOCK_DGRAM, 0);
  ifreq request{};
  std::strcpy(request.ifr_name, "lo");
  request.ifr_flags = IFF_UP;
  const bool is_up = ioctl(any_socket, SIOCSIFFLAGS, &request) == 0;
  close(any_socket);
  return is_up;
}

/// Sends each of `texts` as a datagram on the loopback interface.
void send_all(std::initializer_list<std::string> texts) {
  const int sender = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(9);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (const std::string& text : texts)
    sendto(sender, text.data(), text.size(), 0, reinterpret_cast<sockaddr*>(&to), sizeof to);
  close(sender);
}

/// "1 one\n2 two\n": numbers and payloads of frames of UDP.
std::string told_by(const FrameBatch& batch) {
  std::string text;
  for (const Frame& frame : batch.frames) {
    const Bytes payload = frame.bytes.subspan(kHeaderBytes);
    text += std::to_string(frame.number) + " " + std::string(payload.begin(), payload.end()) + "\n";
  }
  return text;
}

/// What a source gives until its end.
std::string rest_of(LiveSource& source) {
  std::string text;
  for (;;) {
    FrameBatch batch;
    assert_true(source.read(batch).ok());
    if (batch.frames.empty()) return text;
    text += told_by(batch);
  }
}

void what_came_before_the_end_is_given(void**) {
  bool is_over = false;
  const auto source =
      open_live({.interface = "lo", .filter = "udp", .is_over = [&] { return is_over; }});
  assert_true(source.ok());
  send_all({"one", "two"});
  is_over = true;
  assert_string_equal(rest_of(*source.value()).c_str(), "1 one\n2 two\n");
  send_all({"three"});
  assert_string_equal(rest_of(*source.value()).c_str(), "");
  assert_int_equal(source.value()->dropped_frames(), 0);
}

void frames_are_whole_and_timed(void**) {
  const auto source = open_live({.interface = "lo", .filter = "udp", .is_over = {}});
  assert_true(source.ok());
  send_all({std::string(9000, 'x')});
  FrameBatch batch;
  assert_true(source.value()->read(batch).ok());
  const Frame& frame = batch.frames.front();
  assert_int_equal(frame.captured_bytes(), kHeaderBytes + 9000);
  assert_int_equal(frame.wire_bytes, kHeaderBytes + 9000);
  assert_int_equal(frame.link_type, 1);
  const std::int64_t late_s = time(nullptr) - frame.time_ns / 1'000'000'000;
  assert_in_range(late_s + 1, 0, 6);
  assert_int_equal(source.value()->progress().done_bytes, kHeaderBytes + 9000);
  assert_int_equal(source.value()->progress().total_bytes, 0);
}

void leased_octets_stay(void**) {
  const auto source = open_live({.interface = "lo", .filter = "udp", .is_over = {}});
  assert_true(source.ok());
  FrameBatch first;
  send_all({"first"});
  assert_true(source.value()->read(first).ok());
  for (int i = 0; i < 30; ++i) {
    send_all({std::string(60'000, 'x')});
    FrameBatch later;
    assert_true(source.value()->read(later).ok());
  }
  assert_string_equal(told_by(first).c_str(), "1 first\n");
}

struct Case {
  const char* name;
  const char* interface;
  const char* filter;
  Cause cause;
  const char* message;  // its beginning
};

// clang-format off
const Case kCases[] = {
    {"an interface that is not there", "nope0", "", Cause::interface,
     "cannot capture on nope0: there is no such interface; there are "},
    {"a name that none can have", "no such interface", "", Cause::interface,
     "cannot capture on no such interface: there is no such interface; there are "},
    {"a filter that does not compile", "lo", "tcp prot 5", Cause::filter,
     "cannot compile the filter 'tcp prot 5': "},
    {"a filter that can take nothing", "lo", "tcp and udp", Cause::filter,
     "cannot compile the filter 'tcp and udp': expression rejects all packets"},
};
// clang-format on

void check_error(void** state) {
  const Case& row = row_of<Case>(state);
  const auto source = open_live({.interface = row.interface, .filter = row.filter, .is_over = {}});
  assert_false(source.ok());
  assert_int_equal(source.error().cause, row.cause);
  const std::string begin = source.error().message.substr(0, std::strlen(row.message));
  assert_string_equal(begin.c_str(), row.message);
}

}  // namespace

int main() {
  if (!enter_namespace()) {
    std::puts("skipped: no network namespace can be made");
    return 77;
  }
  const CMUnitTest tests[] = {
      cmocka_unit_test(what_came_before_the_end_is_given),
      cmocka_unit_test(frames_are_whole_and_timed),
      cmocka_unit_test(leased_octets_stay),
  };
  const int failed = cmocka_run_group_tests(tests, nullptr, nullptr);
  return failed + run_table<Case>(kCases, check_error);
}
