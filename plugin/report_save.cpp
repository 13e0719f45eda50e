#include "plugin/report.h"

namespace flowstat::plugin {

namespace {

Status finish_saving(const AskedReport& asked, Session&) {
  return asked.saver->finish([&](std::int64_t flow) { return asked.flows.has(flow); });
}

}  // namespace

constinit const Report kSave{"flowstat,save", "Save the streams of TCP", finish_saving,
                             Report::Needs::folder};

}  // namespace flowstat::plugin
