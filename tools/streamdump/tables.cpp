#include "tools/streamdump/tables.h"

#include <unistd.h>

#include <algorithm>

#include "core/stream/packed_fields.h"
#include "tools/streamdump/followed_fields.h"
#include "tools/streamdump/object_fields.h"

namespace flowstat::streamdump {

namespace {

/// What a terminal's width has room for.
bool is_listed(const FieldInfo& field, const Options& options) {
  if (field.name == "protocol") return options.takes_udp;
  constexpr std::string_view kListed[] = {"tcp_stream",      "direction", "src_addr",
                                          "src_port",        "dst_addr",  "dst_port",
                                          "payload_bytes",   "holes",     "hole_bytes",
                                          "truncated_bytes", "packets",   "out_of_order_packets",
                                          "end_reason"};
  return std::ranges::find(kListed, field.name) != std::end(kListed);
}

/// Digests are there only where they were asked for.
bool is_there(const FieldInfo& field, const Digests& digests) {
  if (field.name == kMd5Name) return digests.md5;
  if (field.name == kSha256Name) return digests.sha256;
  return true;
}

/// The format to use where --format does not say.
std::string format_or(const Options& options, std::string_view usual) {
  return options.format.empty() ? std::string(usual) : options.format;
}

}  // namespace

std::vector<walk::ListedColumn> all_columns() {
  std::vector<walk::ListedColumn> columns;
  const auto add = [&](std::string_view table, auto fields) {
    for (const auto& field : fields) columns.push_back({table, field});
  };
  add(kStreamsTable, stream_fields());
  add(kSpansTable, span_fields());
  add(kPayloadsTable, packed_fields());
  add(kFollowedTable, followed_fields());
  add(kObjectsTable, object_fields());
  return columns;
}

std::string table_file(std::string_view table, const Format& format) {
  return std::string(table).append(format.extension);
}

Result<Tables> Tables::list(const Options& options, const std::string& arguments) {
  Tables tables;
  const bool is_terminal = isatty(STDOUT_FILENO) == 1;
  const auto format = find_format(format_or(options, is_terminal ? "table" : "tsv"));
  if (!format.ok()) return format.error();
  if (is_terminal && !format.value()->is_text)
    return Error{"will not write " + options.format + ", which is binary, to a terminal",
                 Cause::usage};
  const bool is_short = is_terminal && options.format.empty();
  for (const Field<StreamRows>& field : stream_fields())
    if (is_short ? is_listed(field, options) : is_there(field, {}))
      tables.stream_fields_.push_back(field);
  auto streams = open_rows(open_output("-", Overwrite::no), kStreamsTable,
                           std::span<const Field<StreamRows>>(tables.stream_fields_),
                           *format.value(), options, arguments);
  if (!streams.ok()) return streams.error();
  tables.streams_.emplace(std::move(streams.value()));
  return tables;
}

Result<Tables> Tables::beside(const Options& options, const std::string& folder,
                              const std::string& arguments) {
  Tables tables;
  const auto format = find_format(format_or(options, "parquet"));
  if (!format.ok()) return format.error();
  for (const Field<StreamRows>& field : stream_fields())
    if (is_there(field, options.digests)) tables.stream_fields_.push_back(field);
  const auto open = [&](std::string_view table) {
    return open_beside(folder, table_file(table, *format.value()), options);
  };
  auto streams = open_rows(open(kStreamsTable), kStreamsTable,
                           std::span<const Field<StreamRows>>(tables.stream_fields_),
                           *format.value(), options, arguments);
  if (!streams.ok()) return streams.error();
  tables.streams_.emplace(std::move(streams.value()));
  if (!options.spans) return tables;
  auto spans =
      open_rows(open(kSpansTable), kSpansTable, span_fields(), *format.value(), options, arguments);
  if (!spans.ok()) return spans.error();
  tables.spans_.emplace(std::move(spans.value()));
  return tables;
}

Status Tables::write(const std::vector<StreamRow>& rows) {
  if (rows.empty() || !streams_) return kOk;
  const std::span<const Field<StreamRows>> fields = stream_fields_;
  if (const Status status = streams_->write(fields, StreamRows(rows)); !status.ok()) return status;
  if (!spans_) return kOk;
  std::vector<SpanRow> spans;
  for (const StreamRow& row : rows)
    for (const SpanRow& span : span_rows(row)) spans.push_back(span);
  return spans_->write(span_fields(), SpanRows(spans));
}

Status Tables::close() {
  if (!streams_) return kOk;
  const Status status = streams_->close();
  return status.ok() && spans_ ? spans_->close() : status;
}

}  // namespace flowstat::streamdump
