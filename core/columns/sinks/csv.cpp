#include <cstring>

#include "core/columns/text_sink.h"

namespace flowstat {

namespace {

/// Puts what holds a comma, a quote or a line end in quotes, and doubles quotes. RFC 4180 §2.
/// An empty text becomes "", and so do empty octets, so that they are not taken for missing ones.
char* write_text(std::string_view text, char* to) {
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    std::memcpy(to, text.data(), text.size());
    return to + text.size();
  }
  *to++ = '"';
  for (const char c : text) {
    if (c == '"') *to++ = '"';
    *to++ = c;
  }
  *to++ = '"';
  return to;
}

/// Lines end in LF, not in the CRLF of RFC 4180: awk, cut and diff take a CR for data, and whatever
/// reads CSV takes both.
Result<std::unique_ptr<Sink>> open(std::unique_ptr<ByteSink> out, const TableSchema& schema,
                                   const SinkOptions& options) {
  const CellStyle cells{.null_text = "",
                        .write_text = write_text,
                        .text_growth = 2,
                        .empty_octets = "\"\"",
                        .time_text = options.time_text};
  return open_lines(std::move(out), separated_lines(schema, cells, ','));
}

}  // namespace

extern const Format csv_format;
const Format csv_format{"csv", ".csv", "Comma-separated text with a header row; missing is empty.",
                        true, open};

}  // namespace flowstat
