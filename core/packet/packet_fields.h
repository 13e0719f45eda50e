#pragma once

#include <span>
#include <string_view>

#include "core/fields/fill.h"
#include "core/packet/decode.h"

namespace flowstat {

/// The fields of a packet that its frame alone tells, in the order of the table of packets.
std::span<const Field<PacketBatch>> packet_fields();

/// The one of this name. Needs: there is one.
const Field<PacketBatch>& packet_field(std::string_view name);

/// What went wrong with the frame; the last column.
extern const Field<PacketBatch> kDefectField;

}  // namespace flowstat
