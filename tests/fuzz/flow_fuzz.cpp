#include "core/flow/features.h"
#include "core/flow/features/volume.h"
#include "core/flow/flow_fields.h"
#include "core/flow/keys.h"
#include "core/flow/packet_flow_fields.h"
#include "core/flow/streams/stream_numbers.h"
#include "tests/fuzz/read.h"

using namespace flowstat;

namespace {

/// What is known of each packet in the end, whatever the batches were.
struct Places {
  std::vector<std::int64_t> ids;      // -1: no flow
  std::vector<std::int64_t> numbers;  // in the flow
  std::vector<Direction> directions;
  std::vector<std::uint32_t> tcp_streams;
  std::vector<std::uint32_t> udp_streams;

  bool operator==(const Places&) const = default;
};

/// Everything that flows are made with, and the sums that must come out.
class Walked {
 public:
  explicit Walked(StreamRule rule) : streams_(rule), table_(features()) {}

  void take(std::span<const Frame> frames) {
    packets_.decode(frames);
    const auto keys = keys_.take(packets_.packets());
    const auto numbers = streams_.take(packets_, keys, keys_.hasher());
    const auto refs = table_.take(packets_.packets(), keys, numbers);
    fuzz::require(numbers.size() == frames.size(), "a number a packet");
    fuzz::require(refs.size() == frames.size(), "a place a packet");
    for (std::size_t i = 0; i < frames.size(); ++i) note(packets_[i].packet, refs[i], numbers[i]);
    fill({packets_.packets(), refs, numbers, table_});
    add_up(table_.ended());
  }

  void finish() {
    add_up(table_.live());
    fuzz::require(table_.opened() == next_id_, "ids are dense");
    fuzz::require(packets_in_flows_ == packets_with_ip_, "packets add up");
    fuzz::require(wire_bytes_in_flows_ == wire_bytes_with_ip_, "octets add up");
    fuzz::require(static_cast<std::int64_t>(flows_) == table_.opened(), "every flow ends once");
  }

  const Places& places() const { return places_; }

 private:
  void note(const Packet& packet, const FlowRef& ref, const StreamNumber& number) {
    fuzz::require(ref.is_known() == packet.has_ip(), "what has IP has a flow");
    fuzz::require(ref.id <= next_id_, "ids come in order");
    fuzz::require(!ref.is_known() || (ref.packet == 1) == (ref.id == next_id_),
                  "a new id, a first packet");
    if (ref.is_known() && ref.id == next_id_) ++next_id_;
    note_stream(number.tcp, next_tcp_);
    note_stream(number.udp, next_udp_);
    fuzz::require(number.tcp == StreamNumber::kNone || number.udp == StreamNumber::kNone,
                  "one of them");
    packets_with_ip_ += ref.is_known() ? 1 : 0;
    wire_bytes_with_ip_ += ref.is_known() ? packet.wire_bytes : 0;
    places_.ids.push_back(ref.is_known() ? ref.id : -1);
    places_.numbers.push_back(ref.packet);
    places_.directions.push_back(ref.direction);
    places_.tcp_streams.push_back(number.tcp);
    places_.udp_streams.push_back(number.udp);
  }

  /// Quoted headers and applications take numbers too, but no frame has room for many.
  void note_stream(std::uint32_t number, std::uint64_t& bound) {
    bound += 64;
    fuzz::require(number == StreamNumber::kNone || number < bound, "numbers are given in order");
  }

  void add_up(std::span<const FlowSlot> slots) {
    const ConstStates volumes = table_.states(kVolume);
    for (const FlowSlot slot : slots) {
      const Volume::State& volume = volumes.at<Volume::State>(slot);
      packets_in_flows_ += volume.forward().packets + volume.backward().packets;
      wire_bytes_in_flows_ += volume.forward().wire_bytes + volume.backward().wire_bytes;
      fuzz::require(static_cast<std::uint64_t>(volume.forward().packets +
                                               volume.backward().packets) == table_[slot].packets(),
                    "the table counts as the feature does");
    }
    flows_ += slots.size();
    for (const FlowHash hash : {FlowHash::community, FlowHash::md5_16}) fill(hash, slots);
  }

  void fill(FlowHash hash, std::span<const FlowSlot> slots) const {
    for (const FlowField& field : flow_fields(hash)) {
      Column column(column_spec(field.info, {}));
      field.fill({&table_, slots}, column);
      fuzz::require(column.size() == slots.size(), "a column has a cell a flow");
    }
  }

  static void fill(const PacketsInFlows& rows) {
    for (const PacketFlowField& field : packet_flow_fields()) {
      Column column(column_spec(field.field, {}));
      field.field.fill(rows, column);
      fuzz::require(column.size() == rows.size(), "a column has a cell a packet");
    }
  }

  PacketBatch packets_;
  Keys keys_;
  StreamNumbers streams_;
  FlowTable table_;
  Places places_;
  std::int64_t next_id_ = 0;
  std::uint64_t next_tcp_ = 0;
  std::uint64_t next_udp_ = 0;
  std::int64_t packets_with_ip_ = 0;
  std::int64_t packets_in_flows_ = 0;
  std::int64_t wire_bytes_with_ip_ = 0;
  std::int64_t wire_bytes_in_flows_ = 0;
  std::size_t flows_ = 0;
};

Places walk(const fuzz::Seen& seen, StreamRule rule, std::size_t batch_frames) {
  std::vector<Frame> frames;
  for (const auto& [frame, octets] : seen.frames) {
    frames.push_back(frame);
    frames.back().bytes = octets;
    frames.back().number = static_cast<std::int64_t>(frames.size());
  }
  Walked walked(rule);
  for (std::size_t first = 0; first < frames.size(); first += batch_frames)
    walked.take(std::span(frames).subspan(first, std::min(batch_frames, frames.size() - first)));
  walked.finish();
  return walked.places();
}

}  // namespace

/// The input is a capture.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source = fuzz::open_reader(std::make_unique<MemoryInput>(Octets(data, data + size)));
  if (source == nullptr) return 0;
  const fuzz::Seen seen = fuzz::all_of(*source);
  for (const StreamRule rule : {StreamRule::v4_0, StreamRule::v4_4, StreamRule::v4_6})
    fuzz::require(walk(seen, rule, kBatchFrames) == walk(seen, rule, 1 + size % 13),
                  "batches do not change the places of packets");
  return 0;
}
