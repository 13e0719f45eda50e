#include "plugin/reports.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>

#include "plugin/command_line.h"
#include "plugin/complaint.h"
#include "plugin/dissector.h"
#include "plugin/known_flow.h"
#include "plugin/report.h"
#include "plugin/wireshark.h"

namespace flowstat::plugin {

namespace {

constexpr const Report* kReports[] = {&kSummary, &kHosts, &kStreams, &kSave};

/// tshark takes whatever begins with the name of a report for that report.
void check_names(const std::vector<std::string>& arguments) {
  std::vector<std::string_view> names{"flowstat,table", "flowstat,tree"};
  for (const Report* report : kReports) names.emplace_back(report->name);
  for (const std::string& argument : arguments) {
    const std::size_t comma = argument.find(',');
    if (argument.substr(0, comma) != "flowstat") continue;
    const std::size_t end = comma == std::string::npos ? comma : argument.find(',', comma + 1);
    if (std::ranges::find(names, std::string_view(argument).substr(0, end)) == names.end())
      give_up(argument.c_str(), "there are flowstat,summary, hosts, streams, save, table and tree");
  }
}

void clear(void* asked) {
  static_cast<AskedReport*>(asked)->flows.clear();
}

/// With -M, tshark forgets a session after so many frames and begins another, and tells no tap.
void keep_to(const Session& session, AskedReport& asked) {
  if (asked.session == session.serial()) return;
  asked.flows.clear();
  asked.session = session.serial();
}

tap_packet_status take(void* given, packet_info* pinfo, epan_dissect_t*, const void*, tap_flags_t) {
  Session* const session = current_session();
  const std::uint32_t number = frame_with_flow(session, pinfo->num);
  if (number == 0) return TAP_PACKET_DONT_REDRAW;
  try {
    auto& asked = *static_cast<AskedReport*>(given);
    keep_to(*session, asked);
    asked.flows.add(number, session->log().note(number));
  } catch (const std::exception&) {
    return TAP_PACKET_FAILED;
  }
  return TAP_PACKET_REDRAW;
}

void draw(void* given) {
  auto& asked = *static_cast<AskedReport*>(given);
  Session* const session = current_session();
  if (session == nullptr) return complain(asked.report->name, "there was not enough memory");
  std::fflush(stdout);  // what tshark wrote goes first
  try {
    keep_to(*session, asked);
    const Status written = asked.report->write(asked, *session);
    if (!written.ok()) complain(asked.report->name, written.error().message.c_str());
  } catch (const std::exception& error) {
    complain(asked.report->name, error.what());
  }
}

/// Takes the folder from the front of `rest`, which is what stands behind the report's name.
std::string take_folder(const char* argument, std::string_view& rest) {
  const std::size_t end = std::min(rest.find(','), rest.size());
  std::string folder(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (folder.empty()) give_up(argument, "needs a folder: flowstat,save,FOLDER[,FILTER]");
  return folder;
}

void begin_saving(const char* argument, const std::string& folder, AskedReport& asked) {
  auto saver = StreamSaver::open(folder);
  if (!saver.ok()) give_up(argument, saver.error().message.c_str());
  asked.saver = std::move(saver.value());
  add_frame_taker(*asked.saver);
}

/// `argument` is all that stands behind -z.
ReportBegun ask(const char* argument, void* given) {
  const auto* report = static_cast<const Report*>(given);
  complain_if_off(report->name);
  std::string_view rest = std::string_view(argument).substr(std::strlen(report->name));
  if (!rest.empty()) rest.remove_prefix(1);
  static std::deque<AskedReport> all;  // as long as the program, which is what taps want
  AskedReport& asked = all.emplace_back();
  asked.report = report;
  const std::string folder =
      report->needs == Report::Needs::folder ? take_folder(argument, rest) : std::string();
  const std::string filter(rest);
  // A filter that does not compile must not leave a folder.
  GString* const error =
      register_tap_listener("frame", &asked, filter.empty() ? nullptr : filter.c_str(),
                            TL_REQUIRES_NOTHING, clear, take, draw, nullptr);
  if (error != nullptr) give_up(argument, error->str);
  if (report->needs == Report::Needs::streams) keep_streams();
  if (!folder.empty()) begin_saving(argument, folder, asked);
  return ReportBegun(true);
}

}  // namespace

void register_reports() {
  check_names(asked_reports());
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
