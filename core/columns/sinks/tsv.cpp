#include "core/columns/text_sink.h"

namespace flowstat {

namespace {

/// Writes tab, line feed, carriage return and backslash as \t, \n, \r and \\, so that every line
/// is a row and every tab is a separator.
char* write_text(std::string_view text, char* to) {
  for (const char c : text) {
    const char letter = c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
    if (letter != c || c == '\\') *to++ = '\\';
    *to++ = letter;
  }
  return to;
}

/// A missing cell and an empty text are both empty, as in what tshark -T fields writes.
Result<std::unique_ptr<Sink>> open(std::unique_ptr<ByteSink> out, const TableSchema& schema,
                                   const SinkOptions& options) {
  const CellStyle cells{
      .null_text = "", .write_text = write_text, .text_growth = 2, .time_text = options.time_text};
  return open_lines(std::move(out), separated_lines(schema, cells, '\t'));
}

}  // namespace

extern const Format tsv_format;
const Format tsv_format{"tsv", ".tsv",
                        "Tab-separated text with a header row, for cut and awk; missing is empty.",
                        true, open};

}  // namespace flowstat
