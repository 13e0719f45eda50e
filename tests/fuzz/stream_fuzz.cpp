#include <deque>

#include "core/base/bytes.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/other_side.h"
#include "tests/support/reference_stream.h"
#include "tests/support/stored_stream.h"

using namespace flowstat;

namespace {

constexpr std::size_t kMostSegments = 200;

/// Makes segments of bytes: eight make one, and its payload is cut out of all of them.
class Segments {
 public:
  explicit Segments(Bytes input) : input_(input), reader_(input), isn_(reader_.u32()) {}

  std::vector<Packet> all() {
    std::vector<Packet> packets;
    while (packets.size() < kMostSegments) {
      const Bytes bytes = reader_.bytes(8);
      if (!reader_.ok()) break;
      packets.push_back(packet_of(bytes));
      packets.back().frame_number = static_cast<std::int64_t>(packets.size());
      packets.back().time_ns = packets.back().frame_number;
    }
    return packets;
  }

 private:
  Packet packet_of(Bytes bytes) {
    const std::uint8_t bits = bytes[0];
    Packet packet;
    packet.transport = Protocol::tcp;
    packet.has_payload = true;
    packet.payload_bytes = bytes[3];
    if ((bits & 0x04) != 0) packet.tcp_flags |= tcp_flag::kFin;
    if ((bits & 0x08) != 0) packet.tcp_flags |= tcp_flag::kRst;
    if ((bits & 0x10) != 0 && bytes[7] % 4 == 0) packet.tcp_flags |= tcp_flag::kSyn;
    if ((bits & 0x20) != 0) set_urgent(packet, bytes[6]);
    const std::uint32_t from = place(bits & 3, load_big_endian<std::uint16_t>(&bytes[1]));
    if ((bits & 0x08) != 0 && bytes[7] % 4 == 1) return acknowledgment(from);
    packet.tcp_seq = isn_ + from;
    const std::size_t differs = (bits & 0x40) != 0 ? bytes[7] : 0;
    const std::size_t missing = (bits & 0x80) != 0 ? bytes[5] : 0;
    packet.payload = octets_of(packet, differs, missing);
    end_ = from + packet.payload_bytes;
    return packet;
  }

  Packet acknowledgment(std::uint32_t from) const {
    Packet packet;
    packet.transport = Protocol::tcp;
    packet.src_port = kOtherSide;
    packet.tcp_flags = tcp_flag::kAck;
    packet.tcp_ack = isn_ + from;
    return packet;
  }

  static void set_urgent(Packet& packet, std::uint8_t pointer) {
    packet.tcp_flags |= tcp_flag::kUrg;
    packet.tcp_urgent = pointer;
  }

  /// Sequence numbers from the ISN on: most are near to others, some far.
  std::uint32_t place(int way, std::uint16_t number) const {
    const auto step = static_cast<std::uint32_t>(static_cast<std::int16_t>(number));
    switch (way) {
      case 0: return number % 512;
      case 1: return end_ + static_cast<std::uint32_t>(static_cast<std::int8_t>(number));
      case 2: return end_ + step;
      default: return end_ + step * 0x10000;
    }
  }

  /// Octets follow from their sequence number, so that most of what overlaps is equal.
  Bytes octets_of(const Packet& packet, std::size_t differs, std::size_t missing) {
    auto& octets = octets_.emplace_back(packet.payload_bytes -
                                        std::min<std::size_t>(missing, packet.payload_bytes));
    for (std::size_t i = 0; i < octets.size(); ++i)
      octets[i] = input_[(packet.tcp_seq - isn_ + i + differs) % input_.size()];
    return octets;
  }

  Bytes input_;
  ByteReader reader_;
  std::uint32_t isn_;
  std::uint32_t end_ = 0;  // of the last segment
  std::deque<std::vector<std::uint8_t>> octets_;
};

void check_sums(const StreamSums& sums, const StreamSums& reference, std::int64_t octets) {
  fuzz::require(sums.packets == reference.packets, "packets are counted");
  fuzz::require(sums.sent_bytes == reference.sent_bytes, "what was sent is counted");
  fuzz::require(sums.outside_bytes == reference.outside_bytes, "what is outside is counted");
  fuzz::require(sums.retransmitted_bytes == reference.retransmitted_bytes,
                "what was sent before is counted");
  fuzz::require(sums.out_of_order_packets == reference.out_of_order_packets,
                "what comes late is counted");
  fuzz::require(sums.sent_bytes - sums.outside_bytes - sums.retransmitted_bytes == octets,
                "what was sent is outside, again, or an octet of the stream");
}

std::int64_t known_bytes(const StreamOutcome& outcome) {
  std::int64_t bytes = 0;
  for (const Span& span : outcome.spans)
    if (span.status != SpanStatus::hole) bytes += span.bytes;
  return bytes;
}

void check(std::span<const Packet> packets, Overlap overlap) {
  StoredStream stored(overlap);
  ReferenceStream reference(overlap);
  for (const Packet& packet : packets) {
    give(packet, stored);
    give(packet, reference);
  }
  const StreamOutcome outcome = stored.outcome();
  fuzz::require(stored.broken() == nullptr, stored.broken());
  if (outcome != reference.outcome())
    std::fprintf(stderr, "%s\nnot %s\n", text_of(outcome).c_str(),
                 text_of(reference.outcome()).c_str());
  fuzz::require(outcome == reference.outcome(), "it is as the reference is");
  for (const Span& span : outcome.spans)
    fuzz::require(reference.is_first_frame_right(span), "a span names its first packet");
  check_sums(stored.stream().sums(), reference.sums(), reference.octets());
  check_sums(stored.stream().final_sums(), reference.final_sums(), known_bytes(outcome));
  for (const Conflict& conflict : stored.stream().conflicts()) {
    fuzz::require(conflict.offset >= 0, "a conflict lies in the stream");
    fuzz::require(conflict.kept.size() == conflict.dropped.size(), "both versions are as long");
    // Of those that were cut on both sides, what differed may be gone.
    fuzz::require(conflict.offset == 0 || conflict.kept != conflict.dropped,
                  "both versions differ");
  }
}

}  // namespace

/// The input is an initial sequence number and segments of a stream.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Segments segments({data, size});
  const std::vector<Packet> packets = segments.all();
  check(packets, Overlap::first);
  check(packets, Overlap::last);
  return 0;
}
