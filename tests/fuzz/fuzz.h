#pragma once

// What every target checks beside what the sanitizers see: promises of core/packet that hold for
// any bytes. A broken one ends the process, so that the fuzzer keeps the input.

#include <cstdio>
#include <cstdlib>

#include "core/base/bytes.h"
#include "core/packet/walk.h"

namespace fuzz {

using namespace flowstat;

inline void require(bool kept, const char* promise) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

inline bool lies_in(Bytes inner, Bytes outer) {
  if (inner.empty()) return true;
  return inner.data() >= outer.data() && inner.data() + inner.size() <= outer.data() + outer.size();
}

/// Octets that a layer has wherever it is noted; the getters of packet_fields.cpp read them
/// unasked.
inline std::size_t least_captured_bytes(Protocol protocol) {
  switch (protocol) {
    case Protocol::ethernet: return 14;
    case Protocol::ipv4: return 20;
    case Protocol::ipv6: return 40;
    default: return 0;
  }
}

/// Layers follow one another without a gap and lie in the frame.
inline void check_layers(std::span<const Layer> layers, Bytes frame) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    require(layers[i].protocol != Protocol::none, "a layer has a protocol");
    require(layers[i].offset == end, "a layer begins where the one before it ends");
    require(layers[i].header_bytes >= least_captured_bytes(layers[i].protocol),
            "a noted header has its fixed part");
    end += layers[i].header_bytes;
    require(end <= frame.size(), "a layer lies in the frame");
    if (i == 0) continue;
    require(layers[i].in_error >= layers[i - 1].in_error, "all behind a quoted header is quoted");
    require(layers[i].is_fragment >= layers[i - 1].is_fragment, "all inside a fragment is so");
  }
}

/// A packet says nothing that its layers do not.
inline void check_packet(const Packet& packet, std::span<const Layer> layers, Bytes frame) {
  require(lies_in(packet.payload, frame), "the payload lies in the frame");
  require(packet.payload.size() <= packet.payload_bytes, "no more is captured than was sent");
  require(packet.has_payload || packet.payload.empty(), "only a known payload has octets");
  require(packet.src.version == packet.dst.version, "both addresses are of one version");
  require(!packet.has_ports || packet.has_ip(), "only IP carries ports");
  if (packet.transport != Protocol::none)
    require(innermost(layers, packet.transport) != nullptr, "the transport is a layer");
  if (packet.has_ip())
    require(innermost(layers, packet.src.version == 4 ? Protocol::ipv4 : Protocol::ipv6) != nullptr,
            "the addresses are those of a layer");
}

/// What is true of a header decoder: `size_of` gives the octets of a header that has no defect, and
/// exactly these are needed. Then walks down from `protocol`, as if the layer below had called it.
template <class Header, class SizeOf>
int check_header(Bytes input, Protocol protocol, Decoded<Header> (*decode)(Bytes), SizeOf size_of) {
  const auto [header, defect] = decode(input);
  if (defect == Defect::none) {
    const std::size_t size = size_of(header);
    require(size <= input.size(), "a header without defect is captured");
    require(decode(input.first(size)).defect == Defect::none, "nothing behind a header is needed");
    if (size > 0)
      require(decode(input.first(size - 1)).defect == Defect::truncated,
              "all of a header is needed");
  }
  require(decode(input).defect == defect, "the same octets decode the same");

  PodArray<Layer> layers;
  Packet packet;
  Walk walk{layers, packet, input};
  walk.sent_bytes = static_cast<std::uint32_t>(input.size());
  walk.next = protocol;
  walk_on(walk);
  check_layers(layers.view(), input);
  return 0;
}

}  // namespace fuzz
