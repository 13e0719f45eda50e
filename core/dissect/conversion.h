#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/capture_path.h"
#include "core/base/result.h"

namespace flowstat::dissect {

/// How packets are written as pcapng.
enum class Recording : std::uint8_t {
  octets,  ///< The octets that dissectors get, for our own reader: a link type where there is one
           ///< for just these, and nothing beside packets.
  all,     ///< As Wireshark saves them, with comments, interfaces and secrets.
};

/// Captures of any format that wiretap reads, to be written as one pcapng file: merged by time,
/// equal times in the order of the captures, a packet without time at once.
struct Conversion {
  std::string program;  ///< How Wireshark's messages call us.
  std::vector<CapturePath> captures;
  Recording recording = Recording::octets;
};

/// What became of a capture.
struct Converted {
  std::int64_t packets = 0;
  Status ended = kOk;  ///< Damaged, if it breaks off behind these packets.
};

}  // namespace flowstat::dissect
