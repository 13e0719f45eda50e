#include "core/dissect/row_message.h"

#include "core/dissect/take_off.h"

namespace flowstat::dissect {

namespace {

/// What stands before the buffers of a column.
struct ColumnHeader {
  std::uint64_t rows = 0;
  std::int64_t nulls = 0;
  std::uint64_t validity_bytes = 0;
  std::uint64_t offset_bytes = 0;
  std::uint64_t value_bytes = 0;
};

constexpr std::uint64_t kMostRows = INT32_MAX;

using Octets = PodArray<std::uint8_t>;

void append_column(const Column& column, Octets& to) {
  if (column.is_list()) append_column(column.items(), to);
  const Bytes validity = column.validity_bytes();
  const Bytes offsets = column.offset_bytes();
  const Bytes values = column.value_bytes();
  const ColumnHeader header{column.size(), column.null_count(), validity.size(), offsets.size(),
                            values.size()};
  to.append(reinterpret_cast<const std::uint8_t*>(&header), sizeof header);
  for (const Bytes part : {validity, offsets, values}) to.append(part.data(), part.size());
}

bool load_column(Bytes& octets, Column& to) {
  if (to.is_list() && !load_column(octets, to.items())) return false;
  ColumnHeader header;
  Bytes validity;
  Bytes offsets;
  Bytes values;
  return take_off(octets, header) && header.rows <= kMostRows &&
         take_off(octets, header.validity_bytes, validity) &&
         take_off(octets, header.offset_bytes, offsets) &&
         take_off(octets, header.value_bytes, values) &&
         to.load(header.rows, header.nulls, validity, offsets, values);
}

}  // namespace

Status RowSender::take(const Rows& rows) {
  message_.clear();
  append_column(rows.packets, message_);
  for (const Column& column : rows.fields.columns) append_column(column, message_);
  return to_.send(MessageKind::rows, {message_.view()});
}

bool load_rows(Bytes message, Rows& to) {
  if (!load_column(message, to.packets)) return false;
  for (Column& column : to.fields.columns)
    if (!load_column(message, column) || column.size() != to.packets.size()) return false;
  return message.empty();
}

}  // namespace flowstat::dissect
