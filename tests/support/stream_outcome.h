#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "core/fields/cell.h"
#include "core/stream/span.h"

/// What a stream came to, for comparing one maker of it with another.
struct StreamOutcome {
  std::vector<flowstat::Span> spans;
  std::string octets;  ///< Of all spans that are in the file, one behind the other.

  /// Adds octets of a status, to the last span where they continue it.
  void add(std::int64_t bytes, flowstat::SpanStatus status) {
    if (bytes <= 0) return;
    const std::int64_t end = spans.empty() ? 0 : spans.back().end();
    if (!spans.empty() && spans.back().status == status)
      spans.back().bytes += bytes;
    else
      spans.push_back({end, bytes, status});
  }

  /// Offsets, octets and statuses; not which packet they are from.
  friend bool operator==(const StreamOutcome& a, const StreamOutcome& b) {
    if (a.octets != b.octets || a.spans.size() != b.spans.size()) return false;
    for (std::size_t i = 0; i < a.spans.size(); ++i)
      if (a.spans[i].offset != b.spans[i].offset || a.spans[i].bytes != b.spans[i].bytes ||
          a.spans[i].status != b.spans[i].status)
        return false;
    return true;
  }
};

/// Such as "0 data 5, 5 hole 1000: 68656c6c6f"; long ones are cut.
inline std::string text_of(const StreamOutcome& outcome) {
  std::string text;
  for (const flowstat::Span& span : outcome.spans)
    text += (text.empty() ? "" : ", ") + std::to_string(span.offset) + ' ' +
            std::string(flowstat::label_of(span.status)) + ' ' + std::to_string(span.bytes);
  text += ": ";
  for (const char octet : outcome.octets.substr(0, 100)) {
    char hex[3];
    std::snprintf(hex, sizeof hex, "%02x", static_cast<unsigned char>(octet));
    text += hex;
  }
  return text;
}
