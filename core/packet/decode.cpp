#include "core/packet/decode.h"

#include <new>

#include "core/packet/outermost.h"
#include "core/packet/walk.h"

namespace flowstat {

namespace {

constexpr std::size_t kPrefetchFrames = 8;

/// What was captured was also sent, whatever a damaged record says.
std::uint32_t sent_bytes(const Frame& frame) {
  return std::max(frame.wire_bytes, frame.captured_bytes());
}

}  // namespace

Packet decode_frame(const Frame& frame, PodArray<Layer>& layers) {
  Packet packet;
  packet.time_ns = frame.time_ns;
  packet.frame_number = frame.number;
  packet.wire_bytes = frame.wire_bytes;
  packet.captured_bytes = frame.captured_bytes();
  Walk walk{layers, packet, frame.bytes};
  walk.sent_bytes = sent_bytes(frame);
  walk.next = protocol_of_link_type(frame.link_type);
  walk_on(walk);
  if (packet.defect == Defect::none && frame.is_time_bad) packet.defect = Defect::bad_time;
  return packet;
}

void PacketBatch::decode(std::span<const Frame> frames) {
  clear();
  frames_ = frames;
  Packet* packets = packets_.extend(frames.size());
  std::uint32_t* first_layer = first_layer_.extend(frames.size() + 1);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (i + kPrefetchFrames < frames.size())
      __builtin_prefetch(frames[i + kPrefetchFrames].bytes.data());
    first_layer[i] = static_cast<std::uint32_t>(layers_.size());
    new (packets + i) Packet(decode_frame(frames[i], layers_));  // in place, not copied
  }
  first_layer[frames.size()] = static_cast<std::uint32_t>(layers_.size());
}

void PacketBatch::pick(const PacketBatch& from, std::span<const std::size_t> rows) {
  clear();
  for (const std::size_t row : rows) {
    picked_.push_back(from.frames_[row]);
    packets_.push_back(from.packets_[row]);
    first_layer_.push_back(static_cast<std::uint32_t>(layers_.size()));
    const std::span<const Layer> layers = from.layers(row);
    layers_.append(layers.data(), layers.size());
  }
  first_layer_.push_back(static_cast<std::uint32_t>(layers_.size()));
  frames_ = picked_.view();
}

void PacketBatch::take_outermost() {
  for (std::size_t i = 0; i < size(); ++i) packets_[i] = outermost_packet((*this)[i]);
}

void PacketBatch::clear() {
  picked_.clear();
  packets_.clear();
  layers_.clear();
  first_layer_.clear();
}

Packet packet_at(const Frame& frame, std::span<const Layer> layers, std::size_t index) {
  std::size_t ip = index;
  while (ip > 0 && !is_ip(layers[ip].protocol)) --ip;
  Packet packet;
  PodArray<Layer> passed;
  Walk walk{passed, packet, frame.bytes.subspan(layers[ip].offset)};
  walk.offset = layers[ip].offset;
  walk.sent_bytes = sent_bytes(frame) - std::min(sent_bytes(frame), walk.offset);
  walk.next = layers[ip].protocol;
  walk_on(walk, layers[index].offset);
  return packet;
}

}  // namespace flowstat
