#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace flowstat {

/// "x.pcap is damaged at offset 4711: <what>"; the offset counts decompressed bytes.
inline Error damage_at(const std::string& name, std::int64_t offset, const std::string& what) {
  return {name + " is damaged at offset " + std::to_string(offset) + ": " + what, Cause::damaged};
}

}  // namespace flowstat
