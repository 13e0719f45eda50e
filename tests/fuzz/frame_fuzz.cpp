#include <iterator>

#include "core/packet/decode.h"
#include "core/packet/packet_fields.h"
#include "tests/fuzz/fuzz.h"

using namespace flowstat;

namespace {

/// tests/fuzz/make-corpus and the regressions count on this order; new ones come last. 147 is of no
/// protocol that is decoded.
constexpr std::uint16_t kLinkTypes[] = {1,  0,  12,  14,  101, 108, 113, 228, 229, 276, 147, 9,  10,
                                        50, 51, 104, 105, 107, 119, 127, 129, 163, 192, 239, 242};

/// The first octet chooses the link type, the second says how much the snaplen cut, in units of
/// 256.
Frame frame_of(Bytes input) {
  Frame frame;
  frame.link_type = kLinkTypes[input[0] % std::size(kLinkTypes)];
  frame.bytes = input.subspan(2);
  frame.wire_bytes = static_cast<std::uint32_t>(frame.bytes.size() + std::size_t{256} * input[1]);
  return frame;
}

bool is_transport(Protocol protocol) {
  return protocol == Protocol::tcp || protocol == Protocol::udp || protocol == Protocol::sctp;
}

void check_each_layer(const PacketRow& row) {
  for (std::size_t i = 0; i < row.layers.size(); ++i) {
    if (!is_transport(row.layers[i].protocol)) continue;
    const Packet packet = packet_at(row.frame, row.layers, i);
    fuzz::require(packet.has_ip(), "a transport layer has an IP layer below it");
    fuzz::require(fuzz::lies_in(packet.payload, row.frame.bytes), "a payload lies in the frame");
  }
}

void check_same(const PacketRow& first, const PacketRow& second) {
  fuzz::require(first.layers.size() == second.layers.size(), "the same frame has the same layers");
  for (std::size_t i = 0; i < first.layers.size(); ++i) {
    fuzz::require(first.layers[i].protocol == second.layers[i].protocol, "of the same protocols");
    fuzz::require(first.layers[i].header_bytes == second.layers[i].header_bytes, "as long");
  }
  fuzz::require(first.packet.src == second.packet.src, "the same frame has the same source");
  fuzz::require(first.packet.payload.data() == second.packet.payload.data(), "the same payload");
  fuzz::require(first.packet.defect == second.packet.defect, "the same defect");
}

void fill_every_column(const PacketBatch& batch) {
  for (const Field<PacketBatch>& field : packet_fields()) {
    Column column(column_spec(field, {}));
    field.fill(batch, column);
    fuzz::require(column.size() == batch.size(), "a column has a cell a row");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Frame frames[] = {frame_of({data, size}), frame_of({data, size})};
  PacketBatch batch;
  batch.decode(frames);
  const PacketRow row = batch[0];

  fuzz::check_layers(row.layers, row.frame.bytes);
  fuzz::check_packet(row.packet, row.layers, row.frame.bytes);
  check_each_layer(row);
  check_same(row, batch[1]);
  fill_every_column(batch);
  return 0;
}
