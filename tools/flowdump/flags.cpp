#include "tools/flowdump/flags.h"

#include <algorithm>
#include <vector>

#include "tools/cli/values.h"
#include "tools/flowdump/columns.h"
#include "tools/flowdump/preset.h"
#include "tools/walk/dissect_flags.h"
#include "tools/walk/input_flags.h"

namespace flowstat::flowdump {

namespace {

using cli::bad_value;
using cli::Choice;
using cli::Completion;
using cli::Example;
using cli::Flag;
using cli::inherit;
using cli::set;
using cli::take_names;
using cli::words_of;

constexpr std::string_view kTableGroup = "Tables and columns";

constexpr Choice<FlowHash> kHashes[] = {{"community", FlowHash::community},
                                        {"md5-16", FlowHash::md5_16}};
constexpr Choice<AddressForm> kAddressForms[] = {{"text", AddressForm::text},
                                                 {"binary", AddressForm::binary}};
constexpr Choice<TimeUnit> kTimeUnits[] = {
    {"ns", TimeUnit::ns}, {"us", TimeUnit::us}, {"int64", TimeUnit::int64_ns}};
constexpr Choice<TimeText> kTimeTexts[] = {{"rfc3339", TimeText::rfc3339},
                                           {"epoch", TimeText::epoch}};
constexpr Choice<SummaryAs> kSummaries[] = {{"", SummaryAs::text}, {"json", SummaryAs::json}};

constexpr auto kHashWords = words_of(kHashes);
constexpr auto kAddressWords = words_of(kAddressForms);
constexpr auto kTimeUnitWords = words_of(kTimeUnits);
constexpr auto kTimeTextWords = words_of(kTimeTexts);
constexpr std::string_view kTableWords[] = {"packets", "flows"};
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

Status take_values(Options& options, const std::string& value) {
  const auto count = cli::number_of(value);
  if (!count || *count < 1) return bad_value(value, "a number of values from 1 on");
  options.most_values = static_cast<std::size_t>(*count);
  return kOk;
}

Status take_capture(Options& options, const std::string& value) {
  if (value.empty()) return bad_value(value, "the name of a file");
  options.capture = value;
  return kOk;
}

Status take_output(Options& options, const std::string& value) {
  if (value.empty()) return bad_value(value, "the name of a file or folder");
  if (walk::is_preference(value)) {  // as in tshark
    options.settings.preferences.push_back(value);
    return kOk;
  }
  options.output = value;
  return kOk;
}

constexpr Example kExamples[] = {
    {"flowdump trace.pcap", "Show the packets, as aligned columns on a terminal or TSV in a pipe."},
    {"flowdump trace.pcap -o trace.parquet", "Write them as Parquet."},
    {"flowdump --table packets,flows trace.pcapng.gz -o out/",
     "Write out/packets.parquet and out/flows.parquet in one pass."},
    {"flowdump -r trace.pcap tcp port 443 -o tls.csv.zst",
     "Write the packets that a capture filter takes as compressed CSV."},
    {"flowdump trace.pcapng -Y 'dns.flags.rcode != 0' -w failed.pcapng",
     "Write the packets that a display filter takes as a capture."},
    {"flowdump -i eth0 --columns time,src_addr,dst_addr,payload_bytes udp port 53",
     "Watch packets as they come."},
    {"flowdump -i eth0 --duration 60 --table flows -o minute.parquet",
     "Capture for a minute and write its flows."},
};

}  // namespace

constexpr cli::ToolInfo kTool{
    .name = "flowdump",
    .about = "packets and flows of captures as typed columns",
    .synopsis =
        "flowdump [options] FILE... [-o OUT]\nflowdump [options] -r FILE [FILTER] [-o OUT]\n"
        "flowdump [options] -i INTERFACE [FILTER] [-o OUT]",
    .description =
        "Reads pcap and pcapng captures, plain or compressed with gzip or zstd, and what else "
        "Wireshark's libraries read where they are installed, and writes a table "
        "with one row a packet or one row a flow. Several files are one timeline, in order of "
        "time. "
        "- is standard input or standard output.\n\n"
        "With -i packets are captured on an interface; ^C ends that, and what came by then is "
        "written.\n\n"
        "The format follows from the ending of OUT. Without -o the rows go to standard output. "
        "Addresses, ports and lengths are those of the innermost IP and transport headers; headers "
        "that an ICMP error quotes make no row, but count for stream numbers. Tunnels such as GRE, "
        "GTP-U, VXLAN, Geneve and MPLS are followed, as Wireshark does by default.\n\n"
        "A file that breaks off is read up to there, and what was read is written; the exit code "
        "is then 3.",
    .examples = kExamples,
    .see_also = "tshark(1), pcap-filter(7), tcpdump(1)"};

std::span<const cli::Flag<Options>> flags() {
  // clang-format off
  static const Flag<Options> kFlags[] = {
    inherit<Options, walk::kReadFlag>(),
    inherit<Options, walk::kInterfaceFlag>(),

    inherit<Options, walk::kFilterFlag>(),
    inherit<Options, walk::kStartFlag>(),
    inherit<Options, walk::kDurationFlag>(),
    inherit<Options, walk::kCountFlag>(),

    {{.name = "table", .value = "TABLES", .group = kTableGroup,
      .about = "packets (default), flows, or packets,flows for both in one pass.",
      .completion = Completion::list, .choices = kTableWords},
     take_tables},
    {{.name = "values", .value = "N", .group = kTableGroup,
      .about = "Keep at most N distinct values (default 16) of each field of Wireshark's in a flow."},
     take_values},
    {{.name = "columns", .value = "NAMES", .group = kTableGroup,
      .about = "Columns to write, with commas between them; all for every one. Where two tables are "
               "written a name means both that have it, flows.duration one.",
      .completion = Completion::list, .choices = all_column_names()},
     [](Options& o, const std::string& v) { return take_names(v, o.columns); }},
    {{.name = "list-columns", .value = "FORMAT", .group = kTableGroup,
      .about = "List the columns of the tables: name, type, unit, Wireshark's name, meaning.",
      .completion = Completion::choices, .choices = walk::kListWords, .is_value_optional = true},
     [](Options& o, const std::string& v) { return choose(walk::kListings, v, o.list_columns); }},
    {{.name = "preset", .value = "NAME", .group = kTableGroup,
      .about = "Packets with the columns and meanings of another program: seed0 or seed0-short, of a "
               "libtrace notebook.",
      .completion = Completion::choices, .choices = preset_words()},
     [](Options& o, const std::string& v) { o.preset = v; return kOk; }},

    inherit<Options, walk::kFieldFlag>(),
    inherit<Options, walk::kDisplayFilterFlag>(),
    inherit<Options, walk::kFieldOptionFlag>(),
    inherit<Options, walk::kEngineFlag>(),
    inherit<Options, walk::kPrintFlag>(),
    inherit<Options, walk::kDetailsFlag>(),
    inherit<Options, walk::kValueStringsFlag>(),
    inherit<Options, walk::kNamesFlag>(),
    inherit<Options, walk::kUint64Flag>(),
    inherit<Options, walk::kListFieldsFlag>(),

    inherit<Options, walk::kTwoPassFlag>(),
    inherit<Options, walk::kPreferenceFlag>(),
    inherit<Options, walk::kDecodeAsFlag>(),
    inherit<Options, walk::kEnableFlag>(),
    inherit<Options, walk::kDisableFlag>(),
    inherit<Options, walk::kNoResolutionFlag>(),
    inherit<Options, walk::kResolutionFlag>(),
    inherit<Options, walk::kProfileFlag>(),
    inherit<Options, walk::kNoProfileFlag>(),
    inherit<Options, walk::kJobsFlag>(),
    inherit<Options, walk::kFrameTimeoutFlag>(),
    inherit<Options, walk::kChunkFlag>(),

    {{.name = "output", .letter = 'o', .value = "OUT", .group = walk::kOutputGroup,
      .about = "Write to OUT; the format follows from its ending. A folder, there or with a slash at "
               "its end, gets a file for each table; - is standard output.",
      .completion = Completion::file},
     take_output},
    {{.name = "write", .letter = 'w', .value = "FILE", .group = walk::kOutputGroup,
      .about = "Write the packets that are taken to FILE, unchanged, as pcap or pcapng like the input. "
               "Rows are then only written to an -o.",
      .completion = Completion::file},
     take_capture},
    {{.name = "format", .value = "FORMAT", .group = walk::kOutputGroup,
      .about = "Write this format, whatever OUT ends in.",
      .completion = Completion::choices, .choices = format_words()},
     [](Options& o, const std::string& v) { o.format = v; return kOk; }},
    inherit<Options, walk::kForceFlag>(),
    {{.name = "line-buffered", .letter = 'l', .group = walk::kOutputGroup,
      .about = "Let rows through as soon as they are there, for pipes and live captures."},
     [](Options& o, const std::string&) { return set(o.flushes); }},
    {{.name = "addresses", .value = "FORM", .group = walk::kOutputGroup,
      .about = "Addresses as text (default) or binary.",
      .completion = Completion::choices, .choices = kAddressWords},
     [](Options& o, const std::string& v) { return choose(kAddressForms, v, o.rendering.addresses); }},
    {{.name = "time-unit", .value = "UNIT", .group = walk::kOutputGroup,
      .about = "Times in Parquet and Arrow as ns (default), us for readers that lack ns, or int64 "
               "for plain nanoseconds.",
      .completion = Completion::choices, .choices = kTimeUnitWords},
     [](Options& o, const std::string& v) { return choose(kTimeUnits, v, o.rendering.time_unit); }},
    {{.name = "time-format", .value = "FORM", .group = walk::kOutputGroup,
      .about = "Times in text as rfc3339 (default, UTC) or epoch, as tshark's frame.time_epoch.",
      .completion = Completion::choices, .choices = kTimeTextWords},
     [](Options& o, const std::string& v) { return choose(kTimeTexts, v, o.time_text); }},
    inherit<Options, walk::kColorFlag>(),

    inherit<Options, walk::kIdleTimeoutFlag>(),
    inherit<Options, walk::kActiveTimeoutFlag>(),
    inherit<Options, walk::kStreamRuleFlag>(),
    {{.name = "flow-hash", .value = "KIND", .group = walk::kMeaningGroup,
      .about = "flow_hash of the Community ID (default) or, as text, md5-16.",
      .completion = Completion::choices, .choices = kHashWords},
     [](Options& o, const std::string& v) { return choose(kHashes, v, o.flow_hash); }},

    {{.name = "summary", .value = "FORMAT", .group = walk::kOtherGroup,
      .about = "Say on standard error what was read and written, and what was wrong with it.",
      .completion = Completion::choices, .choices = kSummaryWords, .is_value_optional = true},
     [](Options& o, const std::string& v) { return choose(kSummaries, v, o.summary); }},
    inherit<Options, walk::kQuietFlag>(),
    inherit<Options, walk::kHelpFlag>(),
    inherit<Options, walk::kVersionFlag>(),
  };
  // clang-format on
  return kFlags;
}

}  // namespace flowstat::flowdump
