#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>

#include "core/fields/fill.h"
#include "core/native/native_field.h"

// How rows of the table of fields are made out of what reads a header.

namespace flowstat::native {

/// The octets of a header.
struct Header {
  const std::uint8_t* at;

  std::uint8_t u8(std::size_t offset) const { return at[offset]; }
  std::uint16_t u16(std::size_t offset) const {
    return load_big_endian<std::uint16_t>(at + offset);
  }
  std::uint32_t u32(std::size_t offset) const {
    return load_big_endian<std::uint32_t>(at + offset);
  }
  bool bit(std::size_t offset, std::uint8_t mask) const { return (at[offset] & mask) != 0; }
  IpAddress ipv4(std::size_t offset) const { return IpAddress::v4(at + offset); }
  IpAddress ipv6(std::size_t offset) const { return IpAddress::v6(at + offset); }
  MacAddress mac(std::size_t offset) const {
    MacAddress mac;
    std::copy_n(at + offset, mac.octets.size(), mac.octets.begin());
    return mac;
  }
};

/// A lambda without captures: its type is all that a table keeps of it.
template <class Get>
concept Stateless = std::is_empty_v<Get>;

namespace detail {

template <class T>
struct ValuesOf {
  using type = T;
  static constexpr std::size_t count = 1;
};
template <class T, std::size_t N>
struct ValuesOf<std::array<T, N>> {
  using type = T;
  static constexpr std::size_t count = N;
};
template <class T>
struct ValuesOf<std::optional<T>> {
  using type = T;
  static constexpr std::size_t count = 0;
};

template <class Cell>
void add(const Cell& cell, Column& to) {
  if constexpr (std::is_same_v<Cell, DurationNs> || std::is_same_v<Cell, TimeNs>)
    *to.extend<std::int64_t>(1) =
        to.spec().time_unit == TimeUnit::us ? flowstat::detail::to_microseconds(cell.ns) : cell.ns;
  else if constexpr (std::is_arithmetic_v<Cell> && !std::is_same_v<Cell, bool>)
    *to.extend<Cell>(1) = cell;
  else
    flowstat::detail::append_cell(cell, to);
}

/// Adds a row of those values of one packet that `occurrence` asks for.
template <class Cell>
class RowOfValues {
 public:
  RowOfValues(dissect::Occurrence occurrence, Column& to) : occurrence_(occurrence), to_(to) {}

  void take(const Cell& cell) {
    ++count_;
    if (occurrence_ == dissect::Occurrence::all)
      add(cell, to_.items());
    else if (count_ == 1 || occurrence_ == dissect::Occurrence::last)
      chosen_ = cell;
  }
  void end() {
    if (count_ == 0)
      to_.append_null();
    else if (occurrence_ == dissect::Occurrence::all)
      to_.close_list();
    else
      add(chosen_, to_);
  }

 private:
  dissect::Occurrence occurrence_;
  Column& to_;
  std::size_t count_ = 0;
  Cell chosen_{};
};

template <Protocol kLayer, std::size_t kEnd, class Get>
void fill_of_layers(const NativeRows& rows, dissect::Occurrence occurrence, Column& out) {
  using Got = ValuesOf<std::invoke_result_t<Get, Header>>;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const PacketRow packet = rows.packets[i];
    RowOfValues<typename Got::type> row(occurrence, out);
    for (const Layer& layer : packet.layers) {
      if (layer.protocol != kLayer || layer.header_bytes < kEnd) continue;
      const auto got = Get{}(Header{packet.frame.bytes.data() + layer.offset});
      if constexpr (Got::count == 0) {
        if (got) row.take(*got);
      } else if constexpr (Got::count == 1) {
        row.take(got);
      } else {
        for (const auto& value : got) row.take(value);
      }
    }
    row.end();
  }
}

template <class Get>
using Optional = typename std::invoke_result_t<Get, const NativeRow&>::value_type;

template <class Get>
void fill_of_packets(const NativeRows& rows, dissect::Occurrence occurrence, Column& out) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RowOfValues<Optional<Get>> row(occurrence, out);
    if (const auto got = Get{}(rows[i])) row.take(*got);
    row.end();
  }
}

template <class Get>
void fill_of_frames(const NativeRows& rows, dissect::Occurrence, Column& out) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (const auto got = Get{}(rows[i]))
      add(*got, out);
    else
      out.append_null();
}

}  // namespace detail

/// A field that is in every header of `kLayer` of which its first `kEnd` octets are there. `Get`
/// reads a Header; of an array every value counts.
template <Protocol kLayer, std::size_t kEnd, Stateless Get>
constexpr NativeField of_layer(std::string_view name, std::string_view about, Get) {
  using Cell = typename detail::ValuesOf<std::invoke_result_t<Get, Header>>::type;
  FieldInfo info{.name = name, .wireshark = name, .about = about};
  info.type = type_of<Cell>();
  info.nullable = info.repeats = true;
  return {info, Reads::header, kLayer, detail::fill_of_layers<kLayer, kEnd, Get>};
}

/// A field of the one header of `layer` in a packet; `Get` gives an optional value of a NativeRow.
template <Stateless Get>
constexpr NativeField of_stream(Protocol layer, std::string_view name, std::string_view about,
                                Get) {
  FieldInfo info{.name = name, .wireshark = name, .about = about};
  info.type = type_of<detail::Optional<Get>>();
  info.nullable = info.repeats = true;
  return {info, Reads::stream, layer, detail::fill_of_packets<Get>};
}

/// A field of the frame itself, which never has more than one value.
template <Stateless Get>
constexpr NativeField of_frame(Reads reads, std::string_view name, std::string_view about, Get) {
  FieldInfo info{.name = name, .wireshark = name, .about = about};
  info.type = type_of<detail::Optional<Get>>();
  info.nullable = true;
  return {info, reads, Protocol::none, detail::fill_of_frames<Get>};
}

}  // namespace flowstat::native
