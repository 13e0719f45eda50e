#pragma once

#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// True if Wireshark has words for the values of `field`.
bool has_value_strings(const header_field_info& field);

/// Wireshark's words for the value of `info`, such as "A (Host Address)"; nullptr where it has
/// none. In 4.0 to 4.6 no function of libwireshark gives them by themselves.
const char* value_string_of(const field_info& info);

}  // namespace flowstat::dissect
