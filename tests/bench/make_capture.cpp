// make_capture mix OUT MEGABYTES CAPTURE...   the captures again and again, run side by side, each
//                                             round with addresses of its own
// make_capture flows OUT PACKETS FLOWS        a backbone slice of 97-byte records, 50,000 flows at
//                                             a time, sizes heavy-tailed; the same for the same
//                                             numbers
//
// Inputs for the benchmarks, out of real traffic and out of nothing. Whole TCP streams: see
// make_streams.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/capture/open.h"
#include "core/packet/decode.h"
#include "tests/bench/number.h"
#include "tests/bench/pcap_writer.h"

namespace {

using namespace flowstat;

/// A frame of the mix, its time from the start of its capture.
struct Sample {
  std::int64_t after_ns;
  std::uint32_t wire_bytes;
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint32_t> address_offsets;  // of four octets each that a round may change
};

/// Where the addresses of every IP header of the frame lie: the last four octets of each.
std::vector<std::uint32_t> address_offsets(std::span<const Layer> layers) {
  std::vector<std::uint32_t> offsets;
  for (const Layer& layer : layers) {
    if (layer.protocol == Protocol::ipv4 && layer.header_bytes >= 20)
      offsets.insert(offsets.end(), {layer.offset + 12, layer.offset + 16});
    if (layer.protocol == Protocol::ipv6)
      offsets.insert(offsets.end(), {layer.offset + 20, layer.offset + 36});
  }
  return offsets;
}

bool add_samples(const std::string& path, std::vector<Sample>& samples) {
  auto source = open_capture(path, 0);
  if (!source.ok()) return false;
  FrameBatch batch;
  PacketBatch packets;
  std::optional<std::int64_t> first_ns;
  while (source.value()->read(batch).ok() && !batch.frames.empty()) {
    packets.decode(batch.frames);
    for (std::size_t i = 0; i < packets.size(); ++i) {
      const Frame& frame = batch.frames[i];
      if (frame.link_type != 1 || !frame.has_time()) continue;
      if (!first_ns) first_ns = frame.time_ns;
      samples.push_back({frame.time_ns - *first_ns,
                         frame.wire_bytes,
                         {frame.bytes.begin(), frame.bytes.end()},
                         address_offsets(packets.layers(i))});
    }
    batch.clear();
  }
  return true;
}

int make_mix(const char* out, std::uint64_t megabytes, std::span<char*> captures) {
  std::vector<Sample> samples;
  for (const char* path : captures)
    if (!add_samples(path, samples)) std::fprintf(stderr, "make_capture: left out %s\n", path);
  std::ranges::stable_sort(samples, {}, &Sample::after_ns);
  PcapWriter writer(out);
  if (!writer.is_open() || samples.empty()) return 1;
  std::int64_t start_ns = 1'700'000'000 * kNsPerSecond;
  for (std::uint32_t round = 0; writer.bytes() < megabytes * 1'000'000; ++round) {
    for (Sample& sample : samples) {
      for (const std::uint32_t offset : sample.address_offsets)
        for (int octet = 0; octet < 2; ++octet)  // low halves: the network part stays
          sample.bytes[offset + 1 + static_cast<std::uint32_t>(octet)] ^=
              static_cast<std::uint8_t>((round ^ (round + 1)) >> 8 * octet);
      writer.write(start_ns + sample.after_ns % (60 * kNsPerSecond), sample.bytes,
                   sample.wire_bytes);
    }
    start_ns += 60 * kNsPerSecond;
  }
  return writer.close() ? 0 : 1;
}

/// A synthetic TCP flow that has packets left to send.
struct Talk {
  std::array<std::uint8_t, 12> tuple;  // addresses and ports
  std::uint32_t seq;
  std::uint64_t packets_left;
};

Talk start_talk(std::mt19937_64& random, double mean_packets) {
  Talk talk{};
  for (std::uint8_t& octet : talk.tuple) octet = static_cast<std::uint8_t>(random());
  talk.tuple[0] = 10;
  talk.seq = static_cast<std::uint32_t>(random());
  // Pareto with shape 1.2: most flows are a few packets, few are thousands.
  const double uniform = std::uniform_real_distribution<double>(1e-6, 1)(random);
  talk.packets_left = static_cast<std::uint64_t>(mean_packets / 6 / std::pow(uniform, 1 / 1.2)) + 1;
  return talk;
}

int make_flows(const char* out, std::uint64_t packets, std::uint64_t flows) {
  constexpr std::size_t kAtATime = 50'000;
  PcapWriter writer(out);
  if (!writer.is_open()) return 1;
  std::mt19937_64 random(1);
  const double mean = static_cast<double>(packets) / static_cast<double>(flows);
  std::uint64_t started = 0;
  std::vector<Talk> talks;
  std::array<std::uint8_t, 81> frame{};
  frame[12] = 0x08;  // IPv4
  frame[14] = 0x45;
  frame[23] = 6;     // TCP
  frame[46] = 0x50;  // data offset 5
  std::int64_t time_ns = 1'700'000'000 * kNsPerSecond;
  for (std::uint64_t i = 0; i < packets; ++i) {
    if (started < flows && (talks.size() < kAtATime || i * flows > started * packets)) {
      talks.push_back(start_talk(random, mean));
      ++started;
    }
    const std::size_t which = random() % talks.size();
    Talk& talk = talks[which];
    const std::uint16_t ip_bytes = static_cast<std::uint16_t>(40 + random() % 1460);
    store_big_endian(frame.data() + 16, ip_bytes);
    const bool is_back = random() % 3 == 0;
    std::copy_n(talk.tuple.data() + (is_back ? 4 : 0), 4, frame.data() + 26);
    std::copy_n(talk.tuple.data() + (is_back ? 0 : 4), 4, frame.data() + 30);
    std::copy_n(talk.tuple.data() + (is_back ? 10 : 8), 2, frame.data() + 34);
    std::copy_n(talk.tuple.data() + (is_back ? 8 : 10), 2, frame.data() + 36);
    store_big_endian(frame.data() + 38, talk.seq);
    frame[47] = 0x10;  // ACK
    talk.seq += ip_bytes - 40U;
    writer.write(time_ns, frame, ip_bytes + 14U);
    time_ns += 1000;
    if (--talk.packets_left > 0 || talks.size() < 2) continue;
    std::swap(talk, talks.back());
    talks.pop_back();
  }
  return writer.close() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string kind = argc > 1 ? argv[1] : "";
  if (kind == "mix" && argc > 4)
    return make_mix(argv[2], number(argv[3]), {argv + 4, static_cast<std::size_t>(argc - 4)});
  if (kind == "flows" && argc == 5) return make_flows(argv[2], number(argv[3]), number(argv[4]));
  std::fputs("usage: make_capture mix OUT MEGABYTES CAPTURE... | flows OUT PACKETS FLOWS\n",
             stderr);
  return 1;
}
