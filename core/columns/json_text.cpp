#include "core/columns/json_text.h"

#include <cstdint>
#include <cstring>

#include "core/base/digits.h"
#include "core/base/utf8.h"

namespace flowstat {

namespace {

bool is_plain(char c) {
  const auto octet = static_cast<std::uint8_t>(c);
  return octet >= 0x20 && octet < 0x80 && c != '"' && c != '\\';
}

char* put(std::string_view text, char* to) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

/// An ASCII character that may not stand as it is.
char* write_escape(char c, char* to) {
  switch (c) {
    case '"': return put("\\\"", to);
    case '\\': return put("\\\\", to);
    case '\n': return put("\\n", to);
    case '\r': return put("\\r", to);
    case '\t': return put("\\t", to);
    default: break;
  }
  const auto octet = static_cast<std::uint8_t>(c);
  return write_hex(Bytes(&octet, 1), put("\\u00", to));
}

}  // namespace

char* write_json_inside(std::string_view text, char* to) {
  while (!text.empty()) {
    std::size_t taken = 1;
    if (is_plain(text[0])) {
      *to++ = text[0];
    } else if (static_cast<std::uint8_t>(text[0]) < 0x80) {
      to = write_escape(text[0], to);
    } else if (const std::size_t size = utf8_size(text); size > 0) {
      to = put(text.substr(0, size), to);
      taken = size;
    } else {
      to = put("\xef\xbf\xbd", to);
    }
    text.remove_prefix(taken);
  }
  return to;
}

std::string json_string(std::string_view text) {
  std::string quoted(kJsonGrowth * text.size() + 2, '"');
  char* const end = write_json_inside(text, quoted.data() + 1);
  quoted.resize(static_cast<std::size_t>(end - quoted.data()));
  return quoted + '"';
}

}  // namespace flowstat
