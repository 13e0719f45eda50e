#include "tools/walk/packet_reader.h"

#include <optional>

#include "tests/unit/testing.h"
#include "tools/walk/flow_walk.h"

using namespace flowstat;
using namespace flowstat::walk;

namespace {

constexpr std::int64_t kFrames = 40;
constexpr std::int64_t kBatch = 3;  // so that the batches circle more than once

/// Frames of raw IPv4 headers with the addresses' last octets as numbers; damaged at its end.
class Numbers : public Source {
 public:
  explicit Numbers(bool is_file) : total_bytes_(is_file ? kFrames : 0) {}

  Status read(FrameBatch& batch) override {
    const Lease lease = pool_.take();
    std::uint8_t* at = lease->octets.get();
    for (; at_ < kFrames && std::ssize(batch.frames) < kBatch; at += 20) {
      const std::uint8_t header[20] = {
          0x45, 0, 0,  20, 0, 0, 0,  0, 64, 59,
          0,    0, 10, 0,  0, 1, 10, 0, 0,  static_cast<std::uint8_t>(++at_)};
      std::copy_n(header, 20, at);
      Frame frame;
      frame.number = at_;
      frame.link_type = 101;
      frame.wire_bytes = 20;
      frame.bytes = {at, 20};
      batch.add(frame);
      batch.hold(lease);
    }
    if (!batch.frames.empty()) return kOk;
    return Error{"cut short", Cause::damaged};
  }
  Progress progress() const override { return {at_, total_bytes_}; }

 private:
  BlockPool pool_;
  std::int64_t at_ = 0;
  std::int64_t total_bytes_;
};

/// What a reader gives: last octets of the destinations, flows, and how it ended.
struct Read {
  std::vector<int> octets;
  std::int64_t flows = 0;
  std::string ended;
};

Read read_all(bool is_file, const Wanted& wanted, bool numbers) {
  Numbers source(is_file);
  FlowWalk walk({.flows = true, .stream_numbers = numbers, .features = {}}, StreamRule::v4_4, {});
  auto reader = PacketReader::start(source, std::move(Selection::make(wanted).value()),
                                    {.decodes_every = numbers, .hasher = walk.hasher()});
  assert_true(reader.ok());
  Read read;
  for (;;) {
    const ReadBatch& batch = reader.value()->next();
    if (batch.frames.frames.empty()) {
      read.ended = batch.ended.ok() ? "" : batch.ended.error().message;
      break;
    }
    walk.take(batch);
    assert_int_equal(walk.refs().size(), walk.packets().size());
    for (const Packet& packet : walk.packets().packets())
      read.octets.push_back(packet.dst.octets[3]);
  }
  read.flows = walk.flows().opened();
  return read;
}

struct Case {
  const char* name;
  bool is_file;
  bool numbers;
};
constexpr Case kCases[] = {{"file", true, false},
                           {"file, numbered", true, true},
                           {"pipe", false, false},
                           {"pipe, numbered", false, true}};

void gives_all_and_then_the_damage(void** state) {
  const Case& row = row_of<Case>(state);
  const Read read = read_all(row.is_file, {}, row.numbers);
  assert_int_equal(read.octets.size(), kFrames);
  for (int i = 0; i < kFrames; ++i)
    assert_int_equal(read.octets[static_cast<std::size_t>(i)], i + 1);
  assert_int_equal(read.flows, kFrames);
  assert_string_equal(read.ended.c_str(), "cut short");
}

void gives_the_wanted(void** state) {
  const Case& row = row_of<Case>(state);
  Wanted wanted;
  wanted.filter = "dst net 10.0.0.16/28";
  wanted.count = 10;
  const Read read = read_all(row.is_file, wanted, row.numbers);
  assert_int_equal(read.octets.size(), 10);
  for (int i = 0; i < 10; ++i) assert_int_equal(read.octets[static_cast<std::size_t>(i)], 16 + i);
  assert_int_equal(read.flows, 10);
  assert_string_equal(read.ended.c_str(), "");
}

void may_be_left_early(void** state) {
  Numbers source(row_of<Case>(state).is_file);
  const auto reader = PacketReader::start(source, std::move(Selection::make({}).value()), {});
  assert_int_equal(reader.value()->next().wanted().size(), kBatch);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, gives_all_and_then_the_damage) +
         run_table<Case>(kCases, gives_the_wanted) + run_table<Case>(kCases, may_be_left_early);
}
