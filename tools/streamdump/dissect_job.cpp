#include "tools/streamdump/dissect_job.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/base/nearest.h"
#include "core/dissect/find_message.h"
#include "core/dissect/load.h"
#include "core/dissect/lone_worker.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/progress.h"
#include "tools/cli/wrap.h"
#include "tools/streamdump/followed_folder.h"
#include "tools/streamdump/object_folder.h"
#include "tools/walk/spool.h"

namespace flowstat::streamdump {

namespace {

using dissect::Dissector;
using dissect::LoneWorker;
using dissect::Protocol;

constexpr std::string_view kHelp = "help";
constexpr std::string_view kAll = "all";

/// What says which frames and streams are wanted, or what becomes of them, without Wireshark.
struct NotDissected {
  std::string_view flag;
  bool (*is_given)(const Options& options);
};
constexpr NotDissected kNotDissected[] = {
    {"-i", [](const Options& o) { return o.inputs.is_live(); }},
    {"a capture filter (-Y takes display filters)",
     [](const Options& o) { return !o.wanted.filter.empty(); }},
    {"--start", [](const Options& o) { return o.wanted.start.has_value(); }},
    {"--duration", [](const Options& o) { return o.wanted.duration_ns.has_value(); }},
    {"--flow", [](const Options& o) { return !o.streams.flow_ids.empty(); }},
    {"--community-id", [](const Options& o) { return !o.streams.community_ids.empty(); }},
    {"--ip", [](const Options& o) { return !o.streams.addresses.empty(); }},
    {"--port", [](const Options& o) { return !o.streams.ports.empty(); }},
    {"--min-bytes", [](const Options& o) { return o.streams.min_bytes > 0; }},
    {"--udp", [](const Options& o) { return o.takes_udp; }},
    {"--join or --console", [](const Options& o) { return o.join != Join::none; }},
    {"--max-bytes", [](const Options& o) { return o.max_bytes.has_value(); }},
    {"--spans", [](const Options& o) { return o.spans; }},
    {"--report", [](const Options& o) { return o.writes_report; }},
    {"--list", [](const Options& o) { return o.lists; }},
};
/// What is for files of streams, which objects are not.
constexpr NotDissected kNotExported[] = {
    {"--stream", [](const Options& o) { return !o.streams.tcp_streams.empty(); }},
    {"--direction", [](const Options& o) { return o.streams.direction.has_value(); }},
    {"--naming", [](const Options& o) { return !o.naming.empty(); }},
    {"--fan-out", [](const Options& o) { return o.fans_out; }},
    {"--digest (their table always has the SHA-256)",
     [](const Options& o) { return o.digests.any(); }},
};

Status refuse(std::string_view with, std::span<const NotDissected> flags, const Options& options) {
  for (const NotDissected& each : flags)
    if (each.is_given(options))
      return Error{std::string(with) + " does not go with " + std::string(each.flag), Cause::usage};
  return kOk;
}

Status check(const Options& options) {
  const bool follows = !options.follower.empty();
  if (follows && !options.exported.empty())
    return Error{"--follow and --export-objects are two runs, each with a folder of its own",
                 Cause::usage};
  const std::string_view flag = follows ? "--follow" : "--export-objects";
  if (Status fits = refuse(flag, kNotDissected, options); !fits.ok()) return fits;
  if (options.format == "table")
    return Error{"--format table is for standard output", Cause::usage};
  if (options.inputs.files.size() != 1)
    return Error{
        std::string(flag) + " is for one capture at a time; mergecap(1) makes one of several",
        Cause::usage};
  return follows ? kOk : refuse(flag, kNotExported, options);
}

Status print(const std::vector<Protocol>& protocols) {
  for (const Protocol& each : protocols)
    std::printf("%-10s %s\n", each.name.c_str(), each.about.c_str());
  return kOk;
}

bool has(const std::vector<Protocol>& protocols, std::string_view name) {
  return std::ranges::find(protocols, name, &Protocol::name) != protocols.end();
}

Error no_such(std::string_view flag, std::string_view name,
              const std::vector<Protocol>& protocols) {
  std::vector<std::string_view> names;
  for (const Protocol& each : protocols) names.push_back(each.name);
  const std::string_view near = nearest_name(name, names);
  std::string message =
      std::string(flag) + ": Wireshark has no such protocol as '" + std::string(name) + "'";
  if (!near.empty()) message.append("; did you mean '").append(near).append("'?");
  return {message + "; " + std::string(flag) + " help lists them", Cause::usage};
}

Status check_folder(std::string_view flag, const std::string& folder) {
  if (folder.empty() || folder == "-")
    return Error{std::string(flag) + " needs a folder: -o FOLDER", Cause::usage};
  std::error_code error;
  if (std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error))
    return Error{folder + " is no folder", Cause::usage};
  return kOk;
}

/// What --export-objects says.
struct ExportList {
  std::vector<std::string> protocols;
  std::string folder;
};

Result<ExportList> export_list(const Options& options, const std::vector<Protocol>& known) {
  ExportList list{{}, options.output};
  std::string_view rest = options.exported;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(','));
    if (word == kAll)
      for (const Protocol& each : known) list.protocols.push_back(each.name);
    else if (has(known, word))
      list.protocols.emplace_back(word);
    else if (list.protocols.empty() || !list.folder.empty())
      return no_such("--export-objects", word, known);
    else {
      list.folder = rest;  // which may have commas
      break;
    }
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  }
  if (Status given = check_folder("--export-objects", list.folder); !given.ok())
    return given.error();
  return list;
}

/// Sets Wireshark up, and prepares for its frames.
Status set_up(Dissector& dissector, const Options& options) {
  if (Status set = dissector.set_up(options.settings); !set.ok()) return set;
  const auto asked = dissector.ask(options.question);
  return asked.ok() ? kOk : Status(asked.error());
}

/// Hands all messages of `worker` on to `receiver`, which hands them on to `folder`, which `open`
/// opens as soon as the capture turns out to be one.
template <class Folder, class Receiver, class Open>
Status take_all(LoneWorker& worker, const std::string& path, bool is_quiet, Open open) {
  cli::Progress progress(is_quiet ? cli::Progress::Wanted::no : cli::Progress::Wanted::yes);
  std::error_code error;
  const auto total_bytes = static_cast<std::int64_t>(std::filesystem::file_size(path, error));
  const auto wait = [&]() -> Status {
    if (Status on = cli::check_interrupt(); !on.ok()) return on;
    progress.update(worker.pulse().read_bytes, total_bytes, worker.pulse().packet);
    return kOk;
  };
  auto got = worker.next(wait);
  if (!got.ok() && got.error().cause != Cause::damaged) return got.error();
  auto opened = open();
  if (!opened.ok()) return opened.error();
  Folder& folder = *opened.value();
  Receiver receiver(folder);
  while (got.ok() && got.value()) {
    if (Status waited = wait(); !waited.ok()) return waited;
    if (Status taken = receiver.take(worker.kind(), worker.octets()); !taken.ok()) return taken;
    got = worker.next(wait);
  }
  const Status ended = got.ok() ? kOk : Status(got.error());
  if (!ended.ok() && ended.error().cause != Cause::damaged && !worker.has_died()) return ended;
  if (Status completed = folder.complete(); !completed.ok()) return completed;
  if (worker.has_died()) return ended;  // and the mark stays
  if (Status finished = folder.finish(); !finished.ok()) return finished;
  return ended;
}

Status follow(Dissector& dissector, const Options& options, const std::string& arguments) {
  const std::string& name = options.follower;
  const auto known = dissector.followers();
  if (name == kHelp) return print(known);
  if (!has(known, name)) return no_such("--follow", name, known);
  if (Status given = check_folder("--follow", options.output); !given.ok()) return given;
  walk::Spool spool;
  std::string path;
  if (Status taken = spool.take(options.inputs.files.front(), path); !taken.ok()) return taken;
  auto worker = LoneWorker::start(
      [&](const dissect::Part& part, dissect::Pulse& pulse, dissect::MessageWriter& to) {
        dissect::FollowSender sender(to);
        return dissector.follow(path, name, part, pulse, sender);
      });
  if (!worker.ok()) return worker.error();
  return take_all<FollowedFolder, dissect::FollowReceiver>(
      *worker.value(), path, options.is_quiet,
      [&] { return FollowedFolder::open(options, arguments); });
}

Status export_objects(Dissector& dissector, const Options& options, const std::string& arguments) {
  const auto known = dissector.exporters();
  if (options.exported == kHelp) return print(known);
  const auto list = export_list(options, known);
  if (!list.ok()) return list.error();
  walk::Spool spool;
  std::string path;
  if (Status taken = spool.take(options.inputs.files.front(), path); !taken.ok()) return taken;
  auto worker = LoneWorker::start(
      [&](const dissect::Part& part, dissect::Pulse& pulse, dissect::MessageWriter& to) {
        dissect::ObjectSender sender(to);
        return dissector.export_objects(path, list.value().protocols, part, pulse, sender);
      });
  if (!worker.ok()) return worker.error();
  return take_all<ObjectFolder, dissect::ObjectReceiver>(
      *worker.value(), path, options.is_quiet,
      [&] { return ObjectFolder::open(options, list.value().folder, arguments); });
}

}  // namespace

Status check_is_dissected(const Options& options) {
  const dissect::Settings& settings = options.settings;
  const bool is_told = !options.question.filter.empty() || options.question.has_two_passes ||
                       !settings.profile.empty() || !settings.preferences.empty() ||
                       !settings.decode_as.empty() || !settings.enabled.empty() ||
                       !settings.disabled.empty();
  if (!is_told || options.is_dissected()) return kOk;
  return Error{
      "-Y, preferences and whatever else is told to Wireshark are for --follow and "
      "--export-objects",
      Cause::usage};
}

Status run_dissected(Options& options, const std::string& arguments) {
  const bool is_help = options.follower == kHelp || options.exported == kHelp;
  if (!is_help)
    if (Status checked = check(options); !checked.ok()) return checked;
  options.settings.program = "streamdump";
  // By default Wireshark leaves out what comes out of order, and with it whole objects. What the
  // user sets comes behind it.
  auto& preferences = options.settings.preferences;
  if (!options.exported.empty())
    preferences.insert(preferences.begin(), "tcp.reassemble_out_of_order:TRUE");
  const auto loaded = dissect::load_dissector();
  if (!loaded.ok()) return loaded.error();
  Dissector& dissector = *loaded.value();
  if (Status set = set_up(dissector, options); !set.ok()) return set;
  return options.follower.empty() ? export_objects(dissector, options, arguments)
                                  : follow(dissector, options, arguments);
}

}  // namespace flowstat::streamdump
