#pragma once

#include <span>

#include "core/base/frame.h"
#include "core/base/pod_array.h"
#include "core/packet/layer.h"
#include "core/packet/packet.h"

namespace flowstat {

/// One frame and what was decoded from it. Borrows from the batch.
struct PacketRow {
  const Frame& frame;
  const Packet& packet;
  std::span<const Layer> layers;
};

/// Decoded frames. Kept and filled again, so that decoding allocates nothing after the first batch.
class PacketBatch {
 public:
  /// Decodes `frames`, which must outlive their use here.
  void decode(std::span<const Frame> frames);

  /// Takes these `rows` of `from`, which must outlive their use here, without decoding them again.
  void pick(const PacketBatch& from, std::span<const std::size_t> rows);

  /// Makes each packet that of its frame's outermost IP header. Needs: decode().
  void take_outermost();

  std::size_t size() const { return frames_.size(); }
  PacketRow operator[](std::size_t i) const { return {frames_[i], packets_[i], layers(i)}; }
  std::span<const Frame> frames() const { return frames_; }
  std::span<const Packet> packets() const { return packets_.view(); }
  std::span<const Layer> layers(std::size_t i) const {
    return layers_.view().subspan(first_layer_[i], first_layer_[i + 1] - first_layer_[i]);
  }

 private:
  void clear();

  std::span<const Frame> frames_;
  PodArray<Frame> picked_;  // frames_ after pick()
  PodArray<Packet> packets_;
  PodArray<Layer> layers_;
  PodArray<std::uint32_t> first_layer_;  // one a frame, and the end
};

/// Decodes one frame: adds its layers to `layers` and gives its packet, which borrows from the
/// frame.
Packet decode_frame(const Frame& frame, PodArray<Layer>& layers);

/// The packet as the transport header in layers[index] and the IP header right below it tell it,
/// quoted by an ICMP error or not. Needs: layers of `frame`; layers[index] is a transport layer.
Packet packet_at(const Frame& frame, std::span<const Layer> layers, std::size_t index);

}  // namespace flowstat
