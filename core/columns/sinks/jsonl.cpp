#include "core/columns/json_text.h"
#include "core/columns/text_sink.h"

namespace flowstat {

namespace {

char* write_text(std::string_view text, char* to) {
  *to++ = '"';
  to = write_json_inside(text, to);
  *to++ = '"';
  return to;
}

/// Integers, doubles, durations and epoch times are JSON numbers; booleans are true and false; all
/// else is a string. A number has all its digits, also where a reader's double holds fewer.
Result<std::unique_ptr<Sink>> open(std::unique_ptr<ByteSink> out, const TableSchema& schema,
                                   const SinkOptions& options) {
  LineStyle style{.cells = {.null_text = "null",
                            .write_text = write_text,
                            .text_growth = kJsonGrowth,
                            .empty_octets = "\"\"",
                            .has_lists = true,
                            .quotes_words = true,
                            .has_no_nan = true,
                            .time_text = options.time_text},
                  .header = "",
                  .leads = {},
                  .row_end = "}\n"};
  for (const ColumnSpec& column : schema.columns)
    style.leads.push_back((style.leads.empty() ? "{" : ",") + json_string(column.field.name) + ":");
  return open_lines(std::move(out), std::move(style));
}

}  // namespace

extern const Format jsonl_format;
const Format jsonl_format{"jsonl", ".jsonl", "JSON lines: an object a row; missing is null.", true,
                          open};

}  // namespace flowstat
