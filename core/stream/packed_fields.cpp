#include "core/stream/packed_fields.h"

#include <algorithm>
#include <cstring>

#include "core/fields/flow_ids.h"

namespace flowstat {

namespace {

/// Writes the octets of [begin, end) that `segments` have, one behind the other; gives the end.
char* write_octets(std::span<const HeldSegment> segments, std::int64_t begin, std::int64_t end,
                   char* to) {
  for (const HeldSegment& segment : segments) {
    const std::int64_t from = std::max(begin, segment.offset);
    const std::int64_t until = std::min(end, segment.end());
    if (from >= until) continue;
    const auto count = static_cast<std::size_t>(until - from);
    std::memcpy(to, segment.bytes.data() + (from - segment.offset), count);
    to += count;
  }
  return to;
}

/// Puts the segments of each row one behind the other, without a copy in between.
void fill_payload(const PackedRows& rows, Column& out) {
  for (const PackedRow& row : rows) {
    const bool is_there = row.span.is_in_file();
    out.append_in_place(is_there ? static_cast<std::size_t>(row.span.bytes) : 0, [&](char* to) {
      return write_octets(row.segments, row.span.offset, row.span.end(), to);
    });
    if (!is_there) out.set_null(out.size() - 1);
  }
}

/// The field whose column fill_payload() fills.
constexpr Field<PackedRows> payload() {
  auto field =
      flowstat::field<PackedRows>({.name = "payload",
                                   .values = Values::scattered,
                                   .about = "The octets; null where the capture has none."},
                                  [](const PackedRow&) { return std::optional<Bytes>(); });
  field.fill = fill_payload;
  return field;
}

// clang-format off
constexpr Field<PackedRows> kPackedFields[] = {
    field<PackedRows>(kFlowIdInfo,
                      [](const PackedRow& row) { return row.flow_id; }),
    field<PackedRows>({.name = "direction", .about = "forward is from the initiator."},
                      [](const PackedRow& row) { return row.direction; }),
    field<PackedRows>({.name = "offset", .values = Values::rising,
                       .about = "Of the first octet in the stream; 0 is the one behind the SYN, or the lowest seen."},
                      [](const PackedRow& row) { return row.span.offset; }),
    field<PackedRows>({.name = "span_bytes", .unit = Unit::bytes, .about = "How many octets."},
                      [](const PackedRow& row) { return row.span.bytes; }),
    field<PackedRows>({.name = "status",
                       .about = "data, hole (never captured), truncated (packet captured in part), conflict (came again and differed) or urgent."},
                      [](const PackedRow& row) { return row.span.status; }),
    payload(),
};
// clang-format on
static_assert(well_formed(kPackedFields));

}  // namespace

std::span<const Field<PackedRows>> packed_fields() {
  return kPackedFields;
}

}  // namespace flowstat
