#include "core/stream/stream_fields.h"
#include "plugin/report.h"
#include "plugin/report_table.h"

namespace flowstat::plugin {

namespace {

/// No file of a stream is written, so there is nothing to say of one.
std::vector<Field<StreamRows>> fields() {
  std::vector<Field<StreamRows>> shown;
  for (const Field<StreamRows>& field : stream_fields())
    if (field.name != kMd5Name && field.name != kSha256Name) shown.push_back(field);
  return shown;
}

Status write_streams(const CountedFlows& counted, Session& session) {
  const auto is_counted = [&](std::int64_t flow) {
    return counted.flows().contains(static_cast<std::uint32_t>(flow));
  };
  const std::vector<StreamRow> rows = session.streams()->rows(session.log().flows(), is_counted);
  const std::vector<Field<StreamRows>> shown = fields();
  return print_table<StreamRows>("streams", shown, rows);
}

}  // namespace

constinit const Report kStreams{"flowstat,streams", "Streams of TCP", write_streams, true};

}  // namespace flowstat::plugin
