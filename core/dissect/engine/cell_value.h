#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/address.h"
#include "core/fields/column.h"

// Single values on their way into cells.

namespace flowstat::dissect {

/// Adds an integer of whichever width the column has.
template <class Number>
void add_number(Number number, Column& to) {
  switch (to.spec().storage) {
    case Storage::u8: *to.extend<std::uint8_t>(1) = static_cast<std::uint8_t>(number); return;
    case Storage::u16: *to.extend<std::uint16_t>(1) = static_cast<std::uint16_t>(number); return;
    case Storage::u32: *to.extend<std::uint32_t>(1) = static_cast<std::uint32_t>(number); return;
    case Storage::i8: *to.extend<std::int8_t>(1) = static_cast<std::int8_t>(number); return;
    case Storage::i16: *to.extend<std::int16_t>(1) = static_cast<std::int16_t>(number); return;
    case Storage::i32: *to.extend<std::int32_t>(1) = static_cast<std::int32_t>(number); return;
    case Storage::u64: *to.extend<std::uint64_t>(1) = static_cast<std::uint64_t>(number); return;
    default: *to.extend<std::int64_t>(1) = static_cast<std::int64_t>(number); return;
  }
}

/// Adds an address as text or octets, as the column has them.
void add_address(const IpAddress& address, Column& to);
void add_address(const MacAddress& address, Column& to);

/// Adds text; octets that are no UTF-8 become \xNN, as tshark prints them.
void add_text(std::string_view text, Column& to);

}  // namespace flowstat::dissect
