#pragma once

#include <string>

#include "core/stream/conversation.h"
#include "core/stream/stream_fields.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// Whose turn it is.
struct Speaker {
  std::int64_t flow_id = 0;
  IpAddress src;  ///< The one who speaks.
  IpAddress dst;
  std::uint16_t src_port = 0;
  std::uint16_t dst_port = 0;
};

/// Appends a turn as a line of JSON: flow_id, direction, time, frames, offset, bytes, status, and
/// of octets that the capture has "base64" and, where they are UTF-8, "text".
void append_json(const Turn& turn, const Speaker& speaker, std::string& to);

/// Appends a turn as people read it: who speaks, if asked, then the octets, with '.' for what
/// cannot be printed. Of a hole, how large it is, but not among binary octets.
void append_console(const Turn& turn, const Speaker& speaker, const ConsoleStyle& style,
                    std::string& to);

}  // namespace flowstat::streamdump
