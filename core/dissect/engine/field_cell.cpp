#include "core/dissect/engine/field_cell.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "core/base/address.h"
#include "core/dissect/engine/cell_value.h"
#include "core/dissect/engine/field_value.h"
#include "core/dissect/engine/value_string.h"
#include "core/fields/fill.h"

namespace flowstat::dissect {

namespace {

/// Adds a time of `ns`; false if there is none.
bool add_ns(std::optional<std::int64_t> ns, Column& to) {
  if (!ns) return false;
  const bool is_us = to.spec().time_unit == TimeUnit::us && to.spec().storage != Storage::i64;
  *to.extend<std::int64_t>(1) = is_us ? detail::to_microseconds(*ns) : *ns;
  return true;
}

bool add_mac(std::string_view octets, Column& to) {
  MacAddress address;
  if (octets.size() != address.octets.size()) return false;
  std::memcpy(address.octets.data(), octets.data(), octets.size());
  add_address(address, to);
  return true;
}

bool add_unsigned(const field_info& info, Unfit& unfit, Column& to) {
  const std::uint64_t number = unsigned_of(info);
  if (number > INT64_MAX && to.spec().storage == Storage::i64) return ++unfit.too_large, false;
  add_number(number, to);
  return true;
}

bool add_printed(field_info* info, epan_dissect_t* edt, Column& to) {
  gchar* const text = get_node_field_value(info, edt);
  if (text == nullptr) return false;
  add_text(text, to);
  g_free(text);
  return true;
}

bool add_words(field_info* info, epan_dissect_t* edt, Column& to) {
  const char* const words = value_string_of(*info);
  if (words == nullptr) return add_printed(info, edt, to);
  add_text(words, to);
  return true;
}

/// Adds one value; false, and nothing added, if no cell holds it.
bool add_value(CellKind kind, field_info* info, epan_dissect_t* edt, Unfit& unfit, Column& to) {
  fvalue_t* const value = value_of(*info);
  switch (kind) {
    case CellKind::truth: to.append(fvalue_get_uinteger64(value) != 0); return true;
    case CellKind::unsigned_int:
    case CellKind::unsigned_long: return add_unsigned(*info, unfit, to);
    case CellKind::signed_int:
    case CellKind::signed_long: add_number(signed_of(*info), to); return true;
    case CellKind::floating: *to.extend<double>(1) = fvalue_get_floating(value); return true;
    case CellKind::time:
    case CellKind::duration: return add_ns(ns_of(*fvalue_get_time(value)), to);
    case CellKind::ipv4: {
      std::uint8_t octets[4];
      store_big_endian(octets, ipv4_of(*info));
      add_address(IpAddress::v4(octets), to);
      return true;
    }
    case CellKind::ipv6: add_address(IpAddress::v6(ipv6_of(*info)), to); return true;
    case CellKind::mac: return add_mac(octets_of(*info), to);
    case CellKind::octets: to.append(octets_of(*info)); return true;
    case CellKind::text: {
      const char* const text = fvalue_get_string(value);
      add_text(text == nullptr ? "" : text, to);
      return true;
    }
    case CellKind::words: return add_words(info, edt, to);
    default: return add_printed(info, edt, to);
  }
}

}  // namespace

void add_cell(const FieldColumn& column, std::span<field_info* const> found, epan_dissect_t* edt,
              Occurrence occurrence, Unfit& unfit, Column& to) {
  if (column.kind == CellKind::presence) return to.append(!found.empty());
  if (found.empty()) return to.append_null();
  if (!to.is_list()) {
    field_info* const info = occurrence == Occurrence::last ? found.back() : found.front();
    if (!add_value(column.kind, info, edt, unfit, to)) to.append_null();
    return;
  }
  for (field_info* const info : found) add_value(column.kind, info, edt, unfit, to.items());
  to.close_list();
}

void add_frame_cell(const FieldColumn& column, const frame_data& frame, Column& to) {
  switch (column.kind) {
    case CellKind::frame_number: add_number(frame.num, to); return;
    case CellKind::frame_length: add_number(frame.pkt_len, to); return;
    case CellKind::frame_captured: add_number(frame.cap_len, to); return;
    default:
      if (frame.has_ts == 0 || !add_ns(ns_of(frame.abs_ts), to)) to.append_null();
      return;
  }
}

void add_list_cell(const FieldColumn& column, const column_info& list, Column& to) {
  for (int i = 0; i < list.num_cols; ++i) {
    if (g_ascii_strcasecmp(list.columns[i].col_title, column.list_title.c_str()) != 0) continue;
    const char* const text = list.columns[i].col_data;
    return add_text(text == nullptr ? "" : text, to);
  }
  to.append_null();
}

}  // namespace flowstat::dissect
