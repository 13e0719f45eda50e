// make_streams clean OUT CONNECTIONS AT_ONCE REPLY_BYTES   whole TCP connections to one server, so
//                                                          many open at a time: handshake, request,
//                                                          reply, FINs
// make_streams lossy OUT CONNECTIONS AT_ONCE REPLY_BYTES   the same where segments of replies are
//                                                          lost before the capture and sent again,
//                                                          come late, or come twice
// make_streams reply CONNECTION REPLY_BYTES                what that server sent, to standard
// output
//
// Inputs for the benchmark of streams whose octets can be made again. Checksums are zero.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/bench/number.h"
#include "tests/bench/pcap_writer.h"

namespace {

using namespace flowstat;

constexpr std::uint32_t kSegmentBytes = 1448;  // a multiple of 8, see fill_reply()
constexpr std::uint32_t kRequestBytes = 100;
constexpr std::size_t kHeaderBytes = 54;
constexpr std::uint32_t kServer = 0xc6120001;  // 198.18.0.1
constexpr std::uint32_t kClients = 0x0a000001;
constexpr std::uint8_t kFin = 0x01, kSyn = 0x02, kPush = 0x08, kAck = 0x10;

/// Octets of the reply of connection `number`, from `offset` on. Needs: offset is a multiple of 8.
void fill_reply(std::uint64_t number, std::uint64_t offset, std::span<std::uint8_t> to) {
  for (std::size_t at = 0; at < to.size(); at += 8) {
    // SplitMix64 of where the octets are.
    std::uint64_t word = (number << 40 | (offset + at)) + 0x9e3779b97f4a7c15;
    word = (word ^ word >> 30) * 0xbf58476d1ce4e5b9;
    word = (word ^ word >> 27) * 0x94d049bb133111eb;
    word ^= word >> 31;
    std::uint8_t octets[8];
    store_big_endian(octets, word);
    std::copy_n(octets, std::min<std::size_t>(8, to.size() - at), to.data() + at);
  }
}

/// How segments of a reply fare on their way; `lossy` draws it.
class Way {
 public:
  explicit Way(bool is_lossy) : is_lossy_(is_lossy) {}

  /// So many segments later it arrives; 0 is at once.
  std::uint64_t delay() {
    if (!is_lossy_) return 0;
    const std::uint64_t draw = random_() % 1000;
    if (draw < 5) return 20 + random_() % 200;  // lost, and sent again
    if (draw < 15) return 3 + random_() % 8;    // overtaken
    return 0;
  }
  bool comes_twice() { return is_lossy_ && random_() % 1000 == 0; }

 private:
  bool is_lossy_;
  std::mt19937_64 random_{1};
};

/// One end of a connection.
struct End {
  std::uint32_t address;
  std::uint16_t port;
  std::uint32_t next_seq;
};

/// Segments of a reply in the order in which they arrive.
class Arrivals {
 public:
  explicit Arrivals(std::uint64_t segments) : segments_(segments) {}

  bool is_over() const { return next_ == segments_ && late_.empty(); }
  /// Needs: !is_over().
  std::uint64_t next(Way& way) {
    ++step_;
    while (next_ < segments_ && (late_.empty() || late_.begin()->first > step_)) {
      const std::uint64_t segment = next_++;
      const std::uint64_t delay = way.delay();
      if (delay > 0 || way.comes_twice())
        late_.emplace(step_ + std::max<std::uint64_t>(delay, 5), segment);
      if (delay == 0) return segment;
    }
    return late_.extract(late_.begin()).mapped();
  }
  /// Up to here all have come.
  std::uint64_t acknowledged() const {
    std::uint64_t lowest = next_;
    for (const auto& [due, segment] : late_) lowest = std::min(lowest, segment);
    return lowest;
  }

 private:
  std::uint64_t segments_;
  std::uint64_t next_ = 0;
  std::uint64_t step_ = 0;
  std::multimap<std::uint64_t, std::uint64_t> late_;  // by when they come
};

/// Writes segments, a few microseconds apart.
class SegmentWriter {
 public:
  explicit SegmentWriter(const char* path) : file_(path) {
    frame_[12] = 0x08;  // IPv4
    frame_[14] = 0x45;
    frame_[22] = 64;    // TTL
    frame_[23] = 6;     // TCP
    frame_[46] = 0x50;  // data offset 5
    store_big_endian<std::uint16_t>(&frame_[48], 60'000);
  }
  bool is_open() const { return file_.is_open(); }
  bool close() { return file_.close(); }

  /// Where the payload goes before write().
  std::span<std::uint8_t> payload(std::size_t bytes) { return {&frame_[kHeaderBytes], bytes}; }

  void write(const End& from, const End& to, std::uint8_t flags, std::uint32_t seq,
             std::uint32_t ack, std::size_t payload_bytes) {
    store_big_endian(&frame_[16], static_cast<std::uint16_t>(40 + payload_bytes));
    store_big_endian(&frame_[26], from.address);
    store_big_endian(&frame_[30], to.address);
    store_big_endian(&frame_[34], from.port);
    store_big_endian(&frame_[36], to.port);
    store_big_endian(&frame_[38], seq);
    store_big_endian(&frame_[42], (flags & kAck) != 0 ? ack : 0);
    frame_[47] = flags;
    const std::size_t bytes = kHeaderBytes + payload_bytes;
    file_.write(time_ns_, {frame_.data(), bytes}, static_cast<std::uint32_t>(bytes));
    time_ns_ += 2500;
  }

 private:
  PcapWriter file_;
  std::array<std::uint8_t, kHeaderBytes + kSegmentBytes> frame_{};
  std::int64_t time_ns_ = 1'700'000'000 * kNsPerSecond;
};

/// A packet of a connection that is none of its reply.
struct Turn {
  bool is_client;
  std::uint8_t flags;
  std::uint32_t payload_bytes = 0;
};
constexpr Turn kTurns[] = {
    {true, kSyn}, {false, kSyn | kAck}, {true, kAck},        {true, kPush | kAck, kRequestBytes},
    {true, kAck}, {false, kFin | kAck}, {true, kFin | kAck}, {false, kAck}};
/// Before this one comes the reply.
constexpr std::size_t kReply = 4;

/// A TCP connection that has packets left to send.
class Connection {
 public:
  Connection(std::uint64_t number, std::uint64_t reply_bytes)
      : number_(number),
        reply_bytes_(reply_bytes),
        client_{kClients + static_cast<std::uint32_t>(number / 1000),
                static_cast<std::uint16_t>(2000 + number % 1000),
                static_cast<std::uint32_t>(number * 0x9e3779b1)},
        server_{kServer, 80, static_cast<std::uint32_t>(number * 0x85ebca6b)},
        arrivals_((reply_bytes + kSegmentBytes - 1) / kSegmentBytes) {}

  /// Writes the next packet; false if that was the last.
  bool send(SegmentWriter& to, Way& way) {
    if (next_ == kReply && !arrivals_.is_over())
      send_reply(to, way);
    else
      send_turn(to, kTurns[next_++]);
    return next_ < std::size(kTurns);
  }

 private:
  void send_turn(SegmentWriter& to, const Turn& turn) {
    End& from = turn.is_client ? client_ : server_;
    const End& other = turn.is_client ? server_ : client_;
    std::ranges::fill(to.payload(turn.payload_bytes), 'x');
    to.write(from, other, turn.flags, from.next_seq, other.next_seq, turn.payload_bytes);
    from.next_seq += turn.payload_bytes + ((turn.flags & (kSyn | kFin)) != 0 ? 1 : 0);
    if (next_ == kReply) reply_seq_ = server_.next_seq;
  }

  void send_reply(SegmentWriter& to, Way& way) {
    if (sent_++ % 5 == 4) return acknowledge(to);
    const std::uint64_t offset = arrivals_.next(way) * kSegmentBytes;
    const std::uint64_t bytes = std::min<std::uint64_t>(kSegmentBytes, reply_bytes_ - offset);
    fill_reply(number_, offset, to.payload(bytes));
    to.write(server_, client_, kAck, reply_seq_ + static_cast<std::uint32_t>(offset),
             client_.next_seq, bytes);
    if (arrivals_.is_over())
      server_.next_seq = reply_seq_ + static_cast<std::uint32_t>(reply_bytes_);
  }

  void acknowledge(SegmentWriter& to) {
    const auto offset = static_cast<std::uint32_t>(arrivals_.acknowledged() * kSegmentBytes);
    to.write(client_, server_, kAck, client_.next_seq, reply_seq_ + offset, 0);
  }

  std::uint64_t number_;
  std::uint64_t reply_bytes_;
  End client_;
  End server_;
  Arrivals arrivals_;
  std::size_t next_ = 0;         // of kTurns
  std::uint64_t sent_ = 0;       // while the reply lasts
  std::uint32_t reply_seq_ = 0;  // of its first octet
};

int make(const char* out, std::uint64_t connections, std::size_t at_once, std::uint64_t reply_bytes,
         Way way) {
  SegmentWriter to(out);
  if (!to.is_open()) return 1;
  std::mt19937_64 random(2);
  std::vector<Connection> open;
  std::uint64_t started = 0;
  for (;;) {
    while (open.size() < at_once && started < connections)
      open.emplace_back(started++, reply_bytes);
    if (open.empty()) return to.close() ? 0 : 1;
    Connection& connection = open[random() % open.size()];
    if (connection.send(to, way)) continue;
    if (&connection != &open.back()) connection = std::move(open.back());
    open.pop_back();
  }
}

int print_reply(std::uint64_t number, std::uint64_t bytes) {
  std::vector<std::uint8_t> part(1 << 20);
  for (std::uint64_t offset = 0; offset < bytes; offset += part.size()) {
    const std::size_t size = std::min<std::uint64_t>(part.size(), bytes - offset);
    fill_reply(number, offset, {part.data(), size});
    if (std::fwrite(part.data(), 1, size, stdout) != size) return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string kind = argc > 1 ? argv[1] : "";
  if ((kind == "clean" || kind == "lossy") && argc == 6)
    return make(argv[2], number(argv[3]), number(argv[4]), number(argv[5]), Way(kind == "lossy"));
  if (kind == "reply" && argc == 4) return print_reply(number(argv[2]), number(argv[3]));
  std::fputs(
      "usage: make_streams clean|lossy OUT CONNECTIONS AT_ONCE REPLY_BYTES\n"
      "       make_streams reply CONNECTION REPLY_BYTES\n",
      stderr);
  return 1;
}
