#include "tools/walk/input_flags.h"

#include <algorithm>

#include "core/base/time.h"
#include "tools/cli/values.h"
#include "tools/walk/installed_rule.h"

namespace flowstat::walk {

namespace {

using cli::bad_value;
using cli::Choice;
using cli::Completion;
using cli::set;

constexpr Choice<StreamRule> kRules[] = {
    {"4.0", StreamRule::v4_0}, {"4.4", StreamRule::v4_4}, {"4.6", StreamRule::v4_6}};
constexpr std::string_view kRuleWords[] = {"4.0", "4.4", "4.6", "installed"};
constexpr Choice<cli::ColorWhen> kColors[] = {{"auto", cli::ColorWhen::automatic},
                                              {"always", cli::ColorWhen::always},
                                              {"never", cli::ColorWhen::never}};
constexpr auto kColorWords = cli::words_of(kColors);

Status take_interface(InputOptions& options, const std::string& value) {
  if (value.empty()) return bad_value(value, "the name of an interface");
  if (options.inputs.is_live())
    return Error{"one interface at a time; 'any' is all of them", Cause::usage};
  options.inputs.interface = value;
  return kOk;
}

Status take_start(InputOptions& options, const std::string& value) {
  if (const auto time = parse_time(value)) {
    options.wanted.start = StartTime{time->ns, false};
    return kOk;
  }
  const auto seconds = parse_seconds(value);
  if (!seconds || *seconds < 0)
    return bad_value(value,
                     "a time: RFC 3339, seconds since 1970, or seconds from the first packet");
  // Ten years of seconds: no capture is that long, and none is older than 1980.
  constexpr std::int64_t kLongestCaptureNs = 315'360'000 * kNsPerSecond;
  options.wanted.start = StartTime{*seconds, *seconds < kLongestCaptureNs};
  return kOk;
}

Status take_duration(InputOptions& options, const std::string& value) {
  const auto seconds = parse_seconds(value);
  if (!seconds || *seconds < 0) return bad_value(value, "a number of seconds, such as 0.5");
  options.wanted.duration_ns = *seconds;
  return kOk;
}

Status take_timeout(const std::string& value, std::int64_t& to) {
  const auto seconds = parse_seconds(value);
  if (!seconds || *seconds < 0) return bad_value(value, "a number of seconds, such as 120");
  to = *seconds;
  return kOk;
}

Status take_count(InputOptions& options, const std::string& value) {
  const auto count = cli::number_of(value);
  if (!count || *count < 1) return bad_value(value, "a number of packets from 1 on");
  options.wanted.count = count;
  return kOk;
}

Status take_rule(InputOptions& options, const std::string& value) {
  if (value != "installed") return choose(kRules, value, options.stream_rule);
  const auto rule = installed_rule();
  if (!rule.ok()) return rule.error();
  options.stream_rule = rule.value();
  return kOk;
}

}  // namespace

// clang-format off
constexpr InputFlag kReadFlag =
    {{.name = "read", .letter = 'r', .value = "FILE", .group = kInputGroup,
      .about = "Read FILE; the words on the command line are then a filter. May be given again.",
      .completion = Completion::file},
     [](InputOptions& o, const std::string& v) {
       o.inputs.files.push_back(v);
       return set(o.inputs.is_read_flag_given);
     }};

constexpr InputFlag kInterfaceFlag =
    {{.name = "interface", .letter = 'i', .value = "INTERFACE", .group = kInputGroup,
      .about = "Capture on INTERFACE, or on all by the name of any, until ^C or for --duration; the "
               "words on the command line are then a filter."},
     take_interface};

constexpr InputFlag kFilterFlag =
    {{.name = "filter", .letter = 'f', .value = "BPF", .group = kFramesGroup,
      .about = "Take only frames that a capture filter takes, see pcap-filter(7). Frames keep their "
               "numbers, and stream numbers count all frames, as in Wireshark."},
     [](InputOptions& o, const std::string& v) { o.wanted.filter = v; return kOk; }};
constexpr InputFlag kStartFlag =
    {{.name = "start", .value = "TIME", .group = kFramesGroup,
      .about = "Take frames from TIME on: RFC 3339, seconds since 1970, or seconds from the first "
               "packet."},
     take_start};
constexpr InputFlag kDurationFlag =
    {{.name = "duration", .value = "SECONDS", .group = kFramesGroup,
      .about = "Take frames of so many seconds, from --start or the first packet on; of an interface "
               "from now on."},
     take_duration};
constexpr InputFlag kCountFlag =
    {{.name = "count", .letter = 'c', .value = "N", .group = kFramesGroup,
      .about = "Stop after N packets."},
     take_count};

constexpr InputFlag kForceFlag =
    {{.name = "force", .group = kOutputGroup, .about = "Overwrite the output if it is there."},
     [](InputOptions& o, const std::string&) { return set(o.overwrites); }};
constexpr InputFlag kColorFlag =
    {{.name = "color", .value = "WHEN", .group = kOutputGroup,
      .about = "Colour on a terminal: auto (default; NO_COLOR turns it off), always or never.",
      .completion = Completion::choices, .choices = kColorWords},
     [](InputOptions& o, const std::string& v) { return choose(kColors, v, o.color); }};

constexpr InputFlag kIdleTimeoutFlag =
    {{.name = "idle-timeout", .value = "SECONDS", .group = kMeaningGroup,
      .about = "A packet that comes later than so after the last one of its flow begins a new flow."},
     [](InputOptions& o, const std::string& v) { return take_timeout(v, o.flow_limits.idle_ns); }};
constexpr InputFlag kActiveTimeoutFlag =
    {{.name = "active-timeout", .value = "SECONDS", .group = kMeaningGroup,
      .about = "A packet that comes later than so after the first one of its flow begins a new flow."},
     [](InputOptions& o, const std::string& v) { return take_timeout(v, o.flow_limits.active_ns); }};
constexpr InputFlag kStreamRuleFlag =
    {{.name = "stream-rule", .value = "VERSION", .group = kMeaningGroup,
      .about = "Number TCP streams as Wireshark 4.0, 4.4 (default) or 4.6 does, or as the installed "
               "tshark does.",
      .completion = Completion::choices, .choices = kRuleWords},
     take_rule};

constexpr InputFlag kQuietFlag =
    {{.name = "quiet", .letter = 'q', .group = kOtherGroup, .about = "No progress on standard error."},
     [](InputOptions& o, const std::string&) { return set(o.is_quiet); }};
constexpr InputFlag kHelpFlag =
    {{.name = "help", .letter = 'h', .group = kOtherGroup, .about = "Show this text."},
     [](InputOptions& o, const std::string&) { return set(o.wants_help); }};
constexpr InputFlag kVersionFlag =
    {{.name = "version", .letter = 'v', .group = kOtherGroup,
      .about = "Show the version, and those of Arrow and libpcap."},
     [](InputOptions& o, const std::string&) { return set(o.wants_version); }};
// clang-format on

std::string_view word_of(StreamRule rule) {
  return std::ranges::find(kRules, rule, &Choice<StreamRule>::value)->word;
}

}  // namespace flowstat::walk
