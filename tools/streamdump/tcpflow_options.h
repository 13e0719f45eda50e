#pragma once

#include <span>

#include "core/base/result.h"

namespace flowstat::streamdump {

/// Error: usage, where one of `arguments` is an option of tcpflow that streamdump lacks or has
/// under another name; it says what to type instead.
Status check_tcpflow_options(std::span<const char* const> arguments);

}  // namespace flowstat::streamdump
