#pragma once

#include <span>

#include "core/fields/fill.h"
#include "core/packet/decode.h"

namespace flowstat {

/// The fields of a packet that its frame alone tells, in the order of the table of packets.
std::span<const Field<PacketBatch>> packet_fields();

/// What went wrong with the frame; the last column.
extern const Field<PacketBatch> kDefectField;

}  // namespace flowstat
