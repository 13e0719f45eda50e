#include "tools/streamdump/turn_text.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/columns/json_text.h"
#include "tools/streamdump/octet_text.h"

namespace flowstat::streamdump {

namespace {

std::string octets_of(const Turn& turn) {
  std::string octets;
  octets.reserve(static_cast<std::size_t>(turn.sayings.empty() ? 0 : turn.bytes));
  for (const Saying& saying : turn.sayings)
    octets.append(reinterpret_cast<const char*>(saying.bytes.data()), saying.bytes.size());
  return octets;
}

std::string endpoint(const IpAddress& address, std::uint16_t port) {
  return text_of(address) + "." + std::to_string(port);
}

void append_times(const Turn& turn, std::string& to) {
  if (turn.sayings.empty()) return;
  const std::int64_t time_ns = turn.sayings.front().arrival.time_ns;
  if (time_ns != Frame::kNoTime) {
    char text[kTimeTextBytes];
    to += ",\"time\":\"";
    to.append(text, write_time({time_ns}, text)) += '"';
  }
  to += ",\"frames\":[";
  std::int64_t last = 0;
  for (const Saying& saying : turn.sayings) {
    if (saying.arrival.frame == last) continue;
    if (last != 0) to += ',';
    last = saying.arrival.frame;
    to += std::to_string(last);
  }
  to += ']';
}

/// A line before the octets of a turn, in the colour of its direction.
void append_header(const Turn& turn, const Speaker& speaker, bool is_colored, std::string& to) {
  constexpr std::string_view kColors[] = {"\033[31m", "\033[34m"};  // as in Follow Stream
  if (is_colored) to += kColors[static_cast<std::size_t>(turn.direction)];
  to += endpoint(speaker.src, speaker.src_port) + "-" + endpoint(speaker.dst, speaker.dst_port) +
        ": ";
  if (turn.status == SpanStatus::conflict) to += "[came again and differed] ";
}

}  // namespace

void append_json(const Turn& turn, const Speaker& speaker, std::string& to) {
  to += "{\"flow_id\":" + std::to_string(speaker.flow_id) + ",\"direction\":\"";
  to += label_of(turn.direction);
  to += '"';
  append_times(turn, to);
  to += ",\"offset\":" + std::to_string(turn.offset) + ",\"bytes\":" + std::to_string(turn.bytes);
  ((to += ",\"status\":\"") += label_of(turn.status)) += '"';
  if (!turn.sayings.empty()) {
    const std::string octets = octets_of(turn);
    to += ",\"base64\":\"" + base64_of(octets) + '"';
    if (is_utf8(octets)) to += ",\"text\":" + json_string(octets);
  }
  to += "}\n";
}

void append_console(const Turn& turn, const Speaker& speaker, const ConsoleStyle& style,
                    std::string& to) {
  using Octets = ConsoleStyle::Octets;
  if (turn.sayings.empty() && style.octets == Octets::binary) return;
  if (style.has_headers) append_header(turn, speaker, style.is_colored, to);
  if (turn.sayings.empty()) {
    to += "[" + std::to_string(turn.bytes) + " bytes: " + std::string(label_of(turn.status)) + "]";
  } else {
    const std::string octets = octets_of(turn);
    if (style.octets == Octets::hex) to += style.has_headers ? "\n" : "";
    if (style.octets == Octets::hex)
      append_hex_dump(octets, turn.offset, to);
    else
      to += style.octets == Octets::text ? printable(octets) : octets;
  }
  if (style.is_colored) to += "\033[0m";
  if (style.octets != Octets::binary || style.has_headers) to += '\n';
}

}  // namespace flowstat::streamdump
