#include "plugin/reports.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>

#include "plugin/dissector.h"
#include "plugin/report.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

namespace {

constexpr const Report* kReports[] = {&kSummary, &kHosts, &kStreams};

/// A report that -z asked for. Lives as long as the program, which is what taps want.
struct Asked {
  const Report* report;
  CountedFlows flows;
};

[[noreturn]] void give_up(const char* name, const char* why) {
  std::fprintf(stderr, "tshark: -z %s: %s\n", name, why);
  std::exit(1);
}

void clear(void* asked) {
  static_cast<Asked*>(asked)->flows.clear();
}

tap_packet_status take(void* asked, packet_info* pinfo, epan_dissect_t*, const void*, tap_flags_t) {
  Session* const session = current_session();
  if (session == nullptr || pinfo->num > session->log().frames()) return TAP_PACKET_DONT_REDRAW;
  const PacketNote& note = session->log().note(pinfo->num);
  if (!note.has_flow()) return TAP_PACKET_DONT_REDRAW;
  try {
    static_cast<Asked*>(asked)->flows.add(pinfo->num, note);
  } catch (const std::exception&) {
    return TAP_PACKET_FAILED;
  }
  return TAP_PACKET_REDRAW;
}

void draw(void* given) {
  auto& asked = *static_cast<Asked*>(given);
  Session* const session = current_session();
  if (session == nullptr) return;
  std::fflush(stdout);  // what tshark wrote goes first
  try {
    const Status written = asked.report->write(asked.flows, *session);
    if (!written.ok()) give_up(asked.report->name, written.error().message.c_str());
  } catch (const std::exception& error) {
    give_up(asked.report->name, error.what());
  }
}

/// `argument` is all that stands behind -z.
void ask(const char* argument, void* given) {
  const auto* report = static_cast<const Report*>(given);
  const char* filter = argument + std::strlen(report->name);
  if (*filter != '\0' && *filter != ',') give_up(argument, "there is no such report");
  if (*filter == ',') ++filter;
  if (report->needs_streams) watch_streams();
  static std::deque<Asked> all;
  Asked& asked = all.emplace_back(Asked{report, {}});
  GString* const error = register_tap_listener("frame", &asked, *filter == '\0' ? nullptr : filter,
                                               TL_REQUIRES_NOTHING, clear, take, draw, nullptr);
  if (error != nullptr) give_up(argument, error->str);
}

}  // namespace

void register_reports() {
  static tap_param filter[] = {{PARAM_FILTER, "filter", "Filter", nullptr, TRUE}};
  static stat_tap_ui shown[std::size(kReports)];
  for (std::size_t i = 0; i < std::size(kReports); ++i) {
    shown[i] = {REGISTER_STAT_GROUP_GENERIC, kReports[i]->title,
                kReports[i]->name,           ask,
                std::size(filter),           filter};
    register_stat_tap_ui(&shown[i], const_cast<Report*>(kReports[i]));
  }
}

}  // namespace flowstat::plugin
