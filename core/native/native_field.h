#pragma once

#include <span>
#include <string_view>

#include "core/dissect/dissector.h"
#include "core/fields/column.h"
#include "core/flow/streams/number.h"
#include "core/flow/streams/rule.h"
#include "core/packet/decode.h"

namespace flowstat::native {

/// A packet, and what was noted of the way to it.
struct NativeRow {
  PacketRow packet;
  const StreamNumber& number;
  std::int64_t first_ns;  ///< Of the capture's first frame.
  std::int64_t
      before_ns;  ///< Of the frame before in the capture; of the first as has_first_delta().
};

/// Packets whose fields are read.
struct NativeRows {
  const PacketBatch& packets;
  std::span<const StreamNumber> numbers;  ///< As many; none where no field has the streams.
  std::int64_t first_ns = 0;
  std::span<const std::int64_t> before_ns;  ///< As many.

  std::size_t size() const { return packets.size(); }
  NativeRow operator[](std::size_t i) const {
    static constexpr StreamNumber kNoNumber{};
    return {packets[i], numbers.empty() ? kNoNumber : numbers[i], first_ns, before_ns[i]};
  }
};

/// What a field's values depend on, beside the header that they lie in.
enum class Reads : std::uint8_t {
  frame,   ///< No header at all.
  header,  ///< Nothing else.
  times,   ///< Of other frames.
  stream,  ///< Every packet before, of the stream.
};

/// A field of Wireshark's that can be read without Wireshark, by its name.
struct NativeField {
  FieldInfo info;  ///< `about` is Wireshark's name of it, and what it says of it.
  Reads reads = Reads::header;
  Protocol layer = Protocol::none;  ///< That it belongs to.
  /// Adds a cell a row: the values of the field in it, from the outside in.
  void (*fill)(const NativeRows& rows, dissect::Occurrence occurrence, Column& out) = nullptr;
};

/// All of them.
std::span<const NativeField> native_fields();

/// The field called `name`; nullptr if it cannot be read here.
const NativeField* find_native_field(std::string_view name);

// Of the Wireshark that this was built with.

/// How it numbers streams.
StreamRule rule_of_wireshark();

/// True if the first frame comes a time of 0 after the one before; else it has no such time.
bool has_first_delta();

}  // namespace flowstat::native
