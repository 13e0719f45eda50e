#include "tools/flowdump/flags.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "core/base/time.h"
#include "tools/cli/wrap.h"
#include "tools/flowdump/columns.h"
#include "tools/flowdump/installed_rule.h"
#include "tools/flowdump/preset.h"

namespace flowstat::flowdump {

namespace {

using cli::Completion;
using cli::Example;
using cli::Flag;

constexpr std::string_view kInput = "Input";
constexpr std::string_view kSelect = "Which frames";
constexpr std::string_view kTable = "Tables and columns";
constexpr std::string_view kOutput = "Output";
constexpr std::string_view kMeaning = "Meaning";
constexpr std::string_view kOther = "Other";

/// One word of a closed set and what it stands for.
template <class T>
struct Choice {
  std::string_view word;
  T value;
};

template <class T, std::size_t N>
constexpr std::array<std::string_view, N> words_of(const Choice<T> (&choices)[N]) {
  std::array<std::string_view, N> words;
  for (std::size_t i = 0; i < N; ++i) words[i] = choices[i].word;
  return words;
}

Error bad_value(const std::string& value, std::string_view wanted) {
  return {"'" + value + "' is not " + std::string(wanted), Cause::usage};
}

/// Sets `to` to what `value` stands for.
template <class To, class T, std::size_t N>
Status choose(const Choice<T> (&choices)[N], const std::string& value, To& to) {
  std::string known;
  for (const Choice<T>& choice : choices) {
    if (choice.word == value) {
      to = choice.value;
      return kOk;
    }
    known += (known.empty() ? "" : ", ") + std::string(choice.word);
  }
  return bad_value(value, "one of " + known);
}

Status take_names(const std::string& value, std::vector<std::string>& to) {
  to.clear();
  for (const std::string_view name : cli::split(value, ",")) to.emplace_back(name);
  if (std::ranges::find(to, "") == to.end()) return kOk;
  return bad_value(value, "a list of names with commas between them");
}

Status set(bool& to) {
  to = true;
  return kOk;
}

constexpr Choice<StreamRule> kRules[] = {
    {"4.0", StreamRule::v4_0}, {"4.4", StreamRule::v4_4}, {"4.6", StreamRule::v4_6}};
constexpr std::string_view kRuleWords[] = {"4.0", "4.4", "4.6", "installed"};
constexpr Choice<FlowHash> kHashes[] = {{"community", FlowHash::community},
                                        {"md5-16", FlowHash::md5_16}};
constexpr Choice<AddressForm> kAddressForms[] = {{"text", AddressForm::text},
                                                 {"binary", AddressForm::binary}};
constexpr Choice<TimeUnit> kTimeUnits[] = {
    {"ns", TimeUnit::ns}, {"us", TimeUnit::us}, {"int64", TimeUnit::int64_ns}};
constexpr Choice<TimeText> kTimeTexts[] = {{"rfc3339", TimeText::rfc3339},
                                           {"epoch", TimeText::epoch}};
constexpr Choice<cli::ColorWhen> kColors[] = {{"auto", cli::ColorWhen::automatic},
                                              {"always", cli::ColorWhen::always},
                                              {"never", cli::ColorWhen::never}};
constexpr Choice<ListAs> kListings[] = {
    {"", ListAs::table}, {"markdown", ListAs::markdown}, {"json", ListAs::json}};
constexpr Choice<SummaryAs> kSummaries[] = {{"", SummaryAs::text}, {"json", SummaryAs::json}};

constexpr auto kHashWords = words_of(kHashes);
constexpr auto kAddressWords = words_of(kAddressForms);
constexpr auto kTimeUnitWords = words_of(kTimeUnits);
constexpr auto kTimeTextWords = words_of(kTimeTexts);
constexpr auto kColorWords = words_of(kColors);
constexpr std::string_view kTableWords[] = {"packets", "flows"};
constexpr std::string_view kListWords[] = {"markdown", "json"};
constexpr std::string_view kSummaryWords[] = {"json"};

std::span<const std::string_view> format_words() {
  static const auto words = [] {
    std::vector<std::string_view> names;
    for (const Format* format : formats()) names.push_back(format->name);
    return names;
  }();
  return words;
}

std::span<const std::string_view> preset_words() {
  static const auto words = [] {
    std::vector<std::string_view> names;
    for (const Preset* preset : presets()) names.push_back(preset->name);
    return names;
  }();
  return words;
}

Status take_tables(Options& options, const std::string& value) {
  if (const Status status = take_names(value, options.tables); !status.ok()) return status;
  for (std::size_t i = 0; i < options.tables.size(); ++i) {
    const std::string& name = options.tables[i];
    if (std::ranges::find(kTableWords, name) == std::end(kTableWords))
      return bad_value(name, "a table; there are packets and flows");
    if (std::find(options.tables.begin(), options.tables.begin() + static_cast<std::ptrdiff_t>(i),
                  name) != options.tables.begin() + static_cast<std::ptrdiff_t>(i))
      return Error{"table '" + name + "' is named twice", Cause::usage};
  }
  return kOk;
}

Status take_output(Options& options, const std::string& value) {
  if (value.empty()) return bad_value(value, "the name of a file or folder");
  options.output = value;
  return kOk;
}

Status take_start(Options& options, const std::string& value) {
  if (const auto time = parse_time(value)) {
    options.wanted.start = walk::StartTime{time->ns, false};
    return kOk;
  }
  const auto seconds = parse_seconds(value);
  if (!seconds || *seconds < 0)
    return bad_value(value,
                     "a time: RFC 3339, seconds since 1970, or seconds from the first packet");
  // Ten years of seconds: no capture is that long, and none is older than 1980.
  constexpr std::int64_t kLongestCaptureNs = 315'360'000 * kNsPerSecond;
  options.wanted.start = walk::StartTime{*seconds, *seconds < kLongestCaptureNs};
  return kOk;
}

Status take_duration(Options& options, const std::string& value) {
  const auto seconds = parse_seconds(value);
  if (!seconds || *seconds < 0) return bad_value(value, "a number of seconds, such as 0.5");
  options.wanted.duration_ns = *seconds;
  return kOk;
}

Status take_count(Options& options, const std::string& value) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
  if (error != std::errc{} || end != value.data() + value.size() || count < 1)
    return bad_value(value, "a number of packets from 1 on");
  options.wanted.count = count;
  return kOk;
}

Status take_rule(Options& options, const std::string& value) {
  if (value != "installed") return choose(kRules, value, options.stream_rule);
  const auto rule = installed_rule();
  if (!rule.ok()) return rule.error();
  options.stream_rule = rule.value();
  return kOk;
}

constexpr Example kExamples[] = {
    {"flowdump trace.pcap", "Show the packets, as aligned columns on a terminal or TSV in a pipe."},
    {"flowdump trace.pcap -o trace.parquet", "Write them as Parquet."},
    {"flowdump --table packets,flows trace.pcapng.gz -o out/",
     "Write out/packets.parquet and out/flows.parquet in one pass."},
    {"flowdump -r trace.pcap tcp port 443 -o tls.csv.zst",
     "Write the packets that a capture filter takes as compressed CSV."},
    {"tcpdump -w - | flowdump -l - --columns time,src_addr,dst_addr,payload_bytes",
     "Watch packets as they come."},
};

}  // namespace

constexpr cli::ToolInfo kTool{
    .name = "flowdump",
    .about = "packets and flows of captures as typed columns",
    .synopsis = "flowdump [options] FILE... [-o OUT]\nflowdump [options] -r FILE [FILTER] [-o OUT]",
    .description =
        "Reads pcap and pcapng captures, plain or compressed with gzip or zstd, and writes a table "
        "with one row a packet or one row a flow. Several files are one timeline, in order of "
        "time. "
        "- is standard input or standard output.\n\n"
        "The format follows from the ending of OUT. Without -o the rows go to standard output. "
        "Addresses, ports and lengths are those of the innermost IP and transport headers; headers "
        "that an ICMP error quotes make no row, but count for stream numbers. IP in IP is "
        "followed; "
        "tunnels above UDP, GRE and MPLS are not, and their outer headers are shown.\n\n"
        "A file that breaks off is read up to there, and what was read is written; the exit code "
        "is then 3.",
    .examples = kExamples,
    .see_also = "tshark(1), pcap-filter(7), tcpdump(1)"};

std::span<const cli::Flag<Options>> flags() {
  // clang-format off
  static const Flag<Options> kFlags[] = {
    {{.name = "read", .letter = 'r', .value = "FILE", .group = kInput,
      .about = "Read FILE; the words on the command line are then a filter. May be given again.",
      .completion = Completion::file},
     [](Options& o, const std::string& v) { o.inputs.push_back(v); return set(o.is_read_flag_given); }},

    {{.name = "filter", .letter = 'f', .value = "BPF", .group = kSelect,
      .about = "Take only frames that a capture filter takes, see pcap-filter(7). Frames keep their "
               "numbers, and stream numbers count all frames, as in Wireshark."},
     [](Options& o, const std::string& v) { o.wanted.filter = v; return kOk; }},
    {{.name = "start", .value = "TIME", .group = kSelect,
      .about = "Take frames from TIME on: RFC 3339, seconds since 1970, or seconds from the first "
               "packet."},
     take_start},
    {{.name = "duration", .value = "SECONDS", .group = kSelect,
      .about = "Take frames of so many seconds, from --start or the first packet on."},
     take_duration},
    {{.name = "count", .letter = 'c', .value = "N", .group = kSelect,
      .about = "Stop after N packets."},
     take_count},

    {{.name = "table", .value = "TABLES", .group = kTable,
      .about = "packets (default), flows, or packets,flows for both in one pass.",
      .completion = Completion::list, .choices = kTableWords},
     take_tables},
    {{.name = "columns", .value = "NAMES", .group = kTable,
      .about = "Columns to write, with commas between them; all for every one. Where two tables are "
               "written a name means both that have it, flows.duration one.",
      .completion = Completion::list, .choices = all_column_names()},
     [](Options& o, const std::string& v) { return take_names(v, o.columns); }},
    {{.name = "list-columns", .value = "FORMAT", .group = kTable,
      .about = "List the columns of the tables: name, type, unit, Wireshark's name, meaning.",
      .completion = Completion::choices, .choices = kListWords, .is_value_optional = true},
     [](Options& o, const std::string& v) { return choose(kListings, v, o.list_columns); }},
    {{.name = "preset", .value = "NAME", .group = kTable,
      .about = "Packets with the columns and meanings of another program: seed0 or seed0-short, of a "
               "libtrace notebook.",
      .completion = Completion::choices, .choices = preset_words()},
     [](Options& o, const std::string& v) { o.preset = v; return kOk; }},

    {{.name = "output", .letter = 'o', .value = "OUT", .group = kOutput,
      .about = "Write to OUT; the format follows from its ending. A folder, there or with a slash at "
               "its end, gets a file for each table; - is standard output.",
      .completion = Completion::file},
     take_output},
    {{.name = "format", .value = "FORMAT", .group = kOutput,
      .about = "Write this format, whatever OUT ends in.",
      .completion = Completion::choices, .choices = format_words()},
     [](Options& o, const std::string& v) { o.format = v; return kOk; }},
    {{.name = "force", .group = kOutput, .about = "Overwrite OUT if it is there."},
     [](Options& o, const std::string&) { return set(o.overwrites); }},
    {{.name = "line-buffered", .letter = 'l', .group = kOutput,
      .about = "Let rows through as soon as they are there, for pipes and live captures."},
     [](Options& o, const std::string&) { return set(o.flushes); }},
    {{.name = "addresses", .value = "FORM", .group = kOutput,
      .about = "Addresses as text (default) or binary.",
      .completion = Completion::choices, .choices = kAddressWords},
     [](Options& o, const std::string& v) { return choose(kAddressForms, v, o.rendering.addresses); }},
    {{.name = "time-unit", .value = "UNIT", .group = kOutput,
      .about = "Times in Parquet and Arrow as ns (default), us for readers that lack ns, or int64 "
               "for plain nanoseconds.",
      .completion = Completion::choices, .choices = kTimeUnitWords},
     [](Options& o, const std::string& v) { return choose(kTimeUnits, v, o.rendering.time_unit); }},
    {{.name = "time-format", .value = "FORM", .group = kOutput,
      .about = "Times in text as rfc3339 (default, UTC) or epoch, as tshark's frame.time_epoch.",
      .completion = Completion::choices, .choices = kTimeTextWords},
     [](Options& o, const std::string& v) { return choose(kTimeTexts, v, o.time_text); }},
    {{.name = "color", .value = "WHEN", .group = kOutput,
      .about = "Colour on a terminal: auto (default; NO_COLOR turns it off), always or never.",
      .completion = Completion::choices, .choices = kColorWords},
     [](Options& o, const std::string& v) { return choose(kColors, v, o.color); }},

    {{.name = "stream-rule", .value = "VERSION", .group = kMeaning,
      .about = "Number TCP streams as Wireshark 4.0, 4.4 (default) or 4.6 does, or as the installed "
               "tshark does.",
      .completion = Completion::choices, .choices = kRuleWords},
     take_rule},
    {{.name = "flow-hash", .value = "KIND", .group = kMeaning,
      .about = "flow_hash of the Community ID (default) or, as text, md5-16.",
      .completion = Completion::choices, .choices = kHashWords},
     [](Options& o, const std::string& v) { return choose(kHashes, v, o.flow_hash); }},

    {{.name = "summary", .value = "FORMAT", .group = kOther,
      .about = "Say on standard error what was read and written, and what was wrong with it.",
      .completion = Completion::choices, .choices = kSummaryWords, .is_value_optional = true},
     [](Options& o, const std::string& v) { return choose(kSummaries, v, o.summary); }},
    {{.name = "quiet", .letter = 'q', .group = kOther, .about = "No progress on standard error."},
     [](Options& o, const std::string&) { return set(o.is_quiet); }},
    {{.name = "help", .letter = 'h', .group = kOther, .about = "Show this text."},
     [](Options& o, const std::string&) { return set(o.wants_help); }},
    {{.name = "version", .letter = 'v', .group = kOther,
      .about = "Show the version, and those of Arrow and libpcap."},
     [](Options& o, const std::string&) { return set(o.wants_version); }},
  };
  // clang-format on
  return kFlags;
}

}  // namespace flowstat::flowdump
