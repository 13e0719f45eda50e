#include "plugin/report.h"
#include "plugin/report_table.h"
#include "plugin/shown_streams.h"

namespace flowstat::plugin {

namespace {

Status write_streams(const AskedReport& asked, Session& session) {
  if (session.streams() == nullptr) return kOk;
  const std::vector<StreamRow> rows = session.streams()->rows(
      session.log().flows(), [&](std::int64_t flow) { return asked.flows.has(flow); });
  return print_table<StreamRows>("streams", shown_stream_fields(), rows);
}

}  // namespace

constinit const Report kStreams{"flowstat,streams", "Streams of TCP", write_streams,
                                Report::Needs::streams};

}  // namespace flowstat::plugin
