#include "tools/streamdump/flags.h"

#include <algorithm>
#include <vector>

#include "core/stream/file_name.h"
#include "tools/cli/values.h"
#include "tools/cli/wrap.h"
#include "tools/streamdump/tcpflow_options.h"
#include "tools/streamdump/values.h"
#include "tools/walk/dissect_flags.h"

namespace flowstat::streamdump {

namespace {

using cli::Choice;
using cli::choose;
using cli::Completion;
using cli::Example;
using cli::Flag;
using cli::inherit;
using cli::set;

constexpr std::string_view kStreamsGroup = "Which streams";
constexpr std::string_view kContentsGroup = "What is in a file";
constexpr std::string_view kDecryptedGroup = "After decryption";
constexpr std::string_view kConversationGroup = "Both directions in one";

constexpr Choice<Holes> kHoles[] = {
    {"sparse", Holes::sparse}, {"skip", Holes::skip}, {"stop", Holes::stop}};
constexpr Choice<Overlap> kOverlaps[] = {{"first", Overlap::first}, {"last", Overlap::last}};
constexpr Choice<Direction> kDirections[] = {{"forward", Direction::forward},
                                             {"backward", Direction::backward}};
constexpr std::string_view kFormatWords[] = {"parquet", "arrow", "csv", "jsonl", "tsv", "table"};

constexpr std::string_view kJoinWords[] = {"jsonl"};
constexpr Choice<bool Digests::*> kDigests[] = {{"md5", &Digests::md5},
                                                {"sha256", &Digests::sha256}};
constexpr std::string_view kReportWords[] = {"dfxml"};

constexpr auto kHoleWords = cli::words_of(kHoles);
constexpr auto kOverlapWords = cli::words_of(kOverlaps);
constexpr auto kDigestWords = cli::words_of(kDigests);
constexpr auto kDirectionWords = cli::words_of(kDirections);

Status take_output(Options& options, const std::string& value) {
  if (value.empty()) return cli::bad_value(value, "the name of a folder or a file");
  if (value.starts_with('-') && value != "-")
    return cli::bad_value(value, "the name of a folder or a file; it looks like an option (./" +
                                     value + " is a folder of that name)");
  if (walk::is_preference(value))  // as in tshark
    options.settings.preferences.push_back(value);
  else
    options.output = value;
  return kOk;
}

/// For options that take some words and leave others to Wireshark, which is not asked yet.
template <std::string Options::*to>
Status take_word(Options& options, const std::string& value) {
  if (value.empty()) return cli::bad_value(value, "a name; help lists them");
  options.*to = value;
  return kOk;
}

Status take_format(Options& options, const std::string& value) {
  if (std::ranges::find(kFormatWords, value) == std::end(kFormatWords))
    return cli::not_one_of(value, kFormatWords);
  options.format = value;
  return kOk;
}

Status take_join(Options& options, const std::string& value) {
  if (!value.empty() && value != kJoinWords[0]) return cli::bad_value(value, "jsonl, or nothing");
  options.join = value.empty() ? Join::octets : Join::jsonl;
  return kOk;
}

Status take_digests(Options& options, const std::string& value) {
  for (const std::string_view word : cli::split(value, ",")) {
    const auto* digest = std::ranges::find(kDigests, word, &Choice<bool Digests::*>::word);
    if (digest == std::end(kDigests)) return cli::bad_value(value, "md5, sha256, or md5,sha256");
    options.digests.*digest->value = true;
  }
  return kOk;
}

Status take_report(Options& options, const std::string& value) {
  if (value != kReportWords[0]) return cli::bad_value(value, kReportWords[0]);
  return set(options.writes_report);
}

std::vector<cli::Term> file_name_terms() {
  std::vector<cli::Term> terms;
  for (const NameToken& token : name_tokens()) terms.push_back({token.token, token.about});
  return terms;
}

constexpr std::string_view kNamesAbout =
    "--naming takes text with tokens in it, and / between folders. The default is "
    "%r%f-%d-%P-%p, with --join %r%f-%P-%p, with --follow %r-%f-%d-%P-%p; tcpflow stands for "
    "%A.%a-%B.%b%V%v%C%c.";
static_assert(kNamesAbout.find(kDefaultNaming) != std::string_view::npos);
static_assert(kNamesAbout.find(kTcpflowNaming) != std::string_view::npos);
constexpr cli::Section kSections[] = {{"File names", kNamesAbout, file_name_terms}};

constexpr Example kExamples[] = {
    {"streamdump trace.pcap", "Show the table of streams."},
    {"streamdump trace.pcap -o streams/", "Write a file for each direction of each connection."},
    {"streamdump -r trace.pcap -o out/ port 80", "Those of port 80, in tcpflow's way of speaking."},
    {"streamdump trace.pcap --stream 3 --direction backward -o - | less",
     "Look at what the server said in Wireshark's TCP stream 3."},
    {"streamdump -c -r trace.pcap port 80", "Read who said what, connection after connection."},
    {"streamdump -c -i eth0 port 80", "The same as it is said."},
    {"streamdump trace.pcap -o payloads.parquet",
     "One table for all, which is faster than a hundred thousand files."},
    {"streamdump trace.pcap -o out/ --naming tcpflow --spans --format csv",
     "tcpflow's names, and a table of what is missing where."},
    {"streamdump trace.pcap --follow tls --pref tls.keylog_file:keys.txt -o clear/",
     "What was said in TLS, with the keys that a browser logged."},
    {"streamdump trace.pcap --export-objects http,objects/ --format csv",
     "Save all that was transferred by HTTP, and a table of it."},
};

}  // namespace

constexpr cli::ToolInfo kTool{
    .name = "streamdump",
    .about = "the bytes of every TCP stream, and the truth about what is missing",
    .synopsis =
        "streamdump [options] FILE... [-o TO]\n"
        "streamdump [options] -r FILE [FILTER] [-o TO]\n"
        "streamdump [options] -i INTERFACE [FILTER] [-o TO]",
    .description =
        "Puts the payload of TCP connections in order, whatever order their packets come in, and "
        "writes a file for each direction that has any. Octets that the capture lacks are never "
        "made up: a hole is a hole in the file, and the table of streams beside the files tells "
        "of it. Without -o that table is shown and nothing is written.\n\n"
        "Offset 0 is the octet behind the SYN's, also where the SYN comes late; where it was not "
        "captured, it is the lowest octet seen. Data on a SYN, a FIN or a RST belong to the "
        "stream; octets before the SYN's and those beyond any window do not. A segment of one "
        "octet, which may be a keep-alive, never contradicts other data. Where packets overlap "
        "and differ, --overlap decides, and --spans keeps both versions. A SYN of another "
        "sequence number begins a new connection.\n\n"
        "A folder that is not complete has a file INCOMPLETE in it. A capture that breaks off is "
        "read up to there; the exit code is then 3.\n\n"
        "With --join both directions come together as an application saw them: each in its own "
        "order, and what acknowledges other octets behind those; where that does not decide, the "
        "earlier goes first.\n\n"
        "With --follow and --export-objects Wireshark's libraries read the capture and do the "
        "work, "
        "as tshark does, and with the same preferences; the table beside the files is another one. "
        "Keys come from tls.keylog_file, SSLKEYLOGFILE, or the capture itself. Names of objects "
        "are "
        "made safe, and none replaces another.",
    .examples = kExamples,
    .see_also = "flowdump(1), tcpflow(1), tshark(1), pcap-filter(7)",
    .sections = kSections};

std::span<const cli::Flag<Options>> flags() {
  // clang-format off
  static const Flag<Options> kFlags[] = {
    inherit<Options, walk::kReadFlag>(),
    inherit<Options, walk::kInterfaceFlag>(),

    inherit<Options, walk::kFilterFlag>(),
    inherit<Options, walk::kStartFlag>(),
    inherit<Options, walk::kDurationFlag>(),

    {{.name = "stream", .value = "NUMBERS", .group = kStreamsGroup,
      .about = "Those of Wireshark's tcp.stream NUMBERS, such as 3 or 0,4-7."},
     [](Options& o, const std::string& v) { return take_ranges(v, o.streams.tcp_streams); }},
    {{.name = "flow", .value = "NUMBERS", .group = kStreamsGroup,
      .about = "Those of flow_id NUMBERS."},
     [](Options& o, const std::string& v) { return take_ranges(v, o.streams.flow_ids); }},
    {{.name = "community-id", .value = "ID", .group = kStreamsGroup,
      .about = "Those of a Community ID. May be given again."},
     [](Options& o, const std::string& v) { o.streams.community_ids.push_back(v); return kOk; }},
    {{.name = "ip", .value = "ADDRESS", .group = kStreamsGroup,
      .about = "Those from or to ADDRESS. May be given again."},
     [](Options& o, const std::string& v) { return take_address(v, o.streams.addresses); }},
    {{.name = "port", .value = "PORT", .group = kStreamsGroup,
      .about = "Those from or to PORT. May be given again."},
     [](Options& o, const std::string& v) { return take_port(v, o.streams.ports); }},
    {{.name = "direction", .value = "WAY", .group = kStreamsGroup,
      .about = "Only forward, from the initiator, or backward.",
      .completion = Completion::choices, .choices = kDirectionWords},
     [](Options& o, const std::string& v) { return choose(kDirections, v, o.streams.direction); }},
    {{.name = "min-bytes", .value = "N", .group = kStreamsGroup,
      .about = "Only streams with N octets of payload or more."},
     [](Options& o, const std::string& v) { return take_bytes(v, o.streams.min_bytes); }},

    {{.name = "udp", .group = kStreamsGroup,
      .about = "Those of UDP too: the datagrams of each direction, one behind the other."},
     [](Options& o, const std::string&) { return set(o.takes_udp); }},

    {{.name = "follow", .value = "PROTOCOL", .group = kDecryptedGroup,
      .about = "Write what Wireshark's \"Follow Stream\" has of every stream: decrypted TLS, HTTP without "
               "chunks and compression, streams of HTTP/2 and QUIC; help lists what there is."},
     take_word<&Options::follower>},
    {{.name = "export-objects", .value = "LIST", .group = kDecryptedGroup,
      .about = "Save every object of these protocols, with commas between them, or of all: files, "
               "mails, images. A last word that is no protocol is the folder; help lists protocols."},
     take_word<&Options::exported>},
    {{.name = "display-filter", .letter = 'Y', .value = "FILTER", .group = kDecryptedGroup,
      .about = "Follow or export only what packets have that a display filter takes, see "
               "wireshark-filter(4)."},
     [](Options& o, const std::string& v) { o.question.filter = v; return kOk; }},

    inherit<Options, walk::kTwoPassFlag>(),
    inherit<Options, walk::kPreferenceFlag>(),
    inherit<Options, walk::kDecodeAsFlag>(),
    inherit<Options, walk::kEnableFlag>(),
    inherit<Options, walk::kDisableFlag>(),
    inherit<Options, walk::kNoResolutionFlag>(),
    inherit<Options, walk::kResolutionFlag>(),
    {{.name = "profile", .value = "NAME", .group = walk::kWiresharkGroup,
      .about = "Use this configuration profile of Wireshark's."},  // -C is tcpflow's here
     [](Options& o, const std::string& v) { o.settings.profile = v; return kOk; }},
    inherit<Options, walk::kNoProfileFlag>(),

    {{.name = "join", .value = "HOW", .group = kConversationGroup,
      .about = "Write one file a connection. With jsonl, a line for each turn: direction, time, frames, "
               "octets as base64, and as text where they are UTF-8.",
      .completion = Completion::choices, .choices = kJoinWords, .is_value_optional = true},
     take_join},
    {{.name = "console", .letter = 'c', .group = kConversationGroup,
      .about = "Show what was said, in text, on standard output; nothing is written to files."},
     [](Options& o, const std::string&) { o.join = Join::console; return kOk; }},
    {{.name = "no-headers", .letter = 'C', .group = kConversationGroup,
      .about = "As --console, without a line that says who speaks."},
     [](Options& o, const std::string&) { o.join = Join::console; o.console.has_headers = false; return kOk; }},
    {{.name = "binary", .letter = 'B', .group = kConversationGroup,
      .about = "On the console, show octets as they are."},
     [](Options& o, const std::string&) { o.console.octets = ConsoleStyle::Octets::binary; return kOk; }},
    {{.name = "hex", .letter = 'D', .group = kConversationGroup,
      .about = "On the console, show octets in hexadecimal and text, with offsets in the stream."},
     [](Options& o, const std::string&) { o.console.octets = ConsoleStyle::Octets::hex; return kOk; }},

    {{.name = "holes", .value = "HOW", .group = kContentsGroup,
      .about = "Where octets are missing: sparse (default) keeps offsets true, skip closes up, stop "
               "ends the file.",
      .completion = Completion::choices, .choices = kHoleWords},
     [](Options& o, const std::string& v) { return choose(kHoles, v, o.holes); }},
    {{.name = "overlap", .value = "WHICH", .group = kContentsGroup,
      .about = "Where packets overlap and differ, the first (default) or the last wins.",
      .completion = Completion::choices, .choices = kOverlapWords},
     [](Options& o, const std::string& v) { return choose(kOverlaps, v, o.overlap); }},
    {{.name = "max-bytes", .letter = 'b', .value = "N", .group = kContentsGroup,
      .about = "Write no more than the first N octets of a stream."},
     [](Options& o, const std::string& v) { return take_bytes(v, o.max_bytes.emplace()); }},

    {{.name = "max-held", .value = "N", .group = kContentsGroup,
      .about = "Where octets wait for the end of their connection (-c, --join, one table of all), hold "
               "N at most (default 64M) and write in parts beyond."},
     [](Options& o, const std::string& v) { return take_bytes(v, o.most_held); }},

    {{.name = "output", .letter = 'o', .value = "TO", .group = walk::kOutputGroup,
      .about = "Write the streams and their table to the folder TO; or to one archive (.tar) or one "
               "table (.parquet, .arrow) if its name ends so. With - one stream goes to standard "
               "output.",
      .completion = Completion::file},
     take_output},
    {{.name = "naming", .letter = 'T', .value = "TEMPLATE", .group = walk::kOutputGroup,
      .about = "How files are called: tcpflow for its names, or a template with tcpflow's tokens and "
               "ours: %f flow number, %d direction, %P and %p source and destination with port."},
     [](Options& o, const std::string& v) { o.naming = v; return kOk; }},
    {{.name = "format", .value = "FORMAT", .group = walk::kOutputGroup,
      .about = "Of the tables beside the streams: parquet (default), arrow, csv or jsonl. Of the list "
               "on standard output: these, tsv or table.",
      .completion = Completion::choices, .choices = kFormatWords},
     take_format},
    {{.name = "spans", .group = walk::kOutputGroup,
      .about = "Write a table of every span of every stream too: data, holes, conflicts with both "
               "versions, up to 1 MiB of them a stream."},
     [](Options& o, const std::string&) { return set(o.spans); }},
    {{.name = "digest", .value = "WHICH", .group = walk::kOutputGroup,
      .about = "Put the md5 or sha256 of each file into the table of streams.",
      .completion = Completion::list, .choices = kDigestWords},
     take_digests},
    {{.name = "report", .value = "HOW", .group = walk::kOutputGroup,
      .about = "With dfxml, write tcpflow's report.xml too.",
      .completion = Completion::choices, .choices = kReportWords},
     take_report},
    {{.name = "fan-out", .group = walk::kOutputGroup,
      .about = "Spread the files over folders, a thousand in each."},
     [](Options& o, const std::string&) { return set(o.fans_out); }},
    {{.name = "list", .group = walk::kOutputGroup,
      .about = "Show the table of streams, as without -o."},
     [](Options& o, const std::string&) { return set(o.lists); }},
    {{.name = "list-columns", .value = "FORMAT", .group = walk::kOutputGroup,
      .about = "List the columns of the tables of streams, of spans and of payloads: name, type, unit, "
               "meaning.",
      .completion = Completion::choices, .choices = walk::kListWords, .is_value_optional = true},
     [](Options& o, const std::string& v) { return choose(walk::kListings, v, o.list_columns); }},
    inherit<Options, walk::kForceFlag>(),
    inherit<Options, walk::kColorFlag>(),

    inherit<Options, walk::kIdleTimeoutFlag>(),
    inherit<Options, walk::kActiveTimeoutFlag>(),
    inherit<Options, walk::kStreamRuleFlag>(),

    inherit<Options, walk::kQuietFlag>(),
    inherit<Options, walk::kHelpFlag>(),
    inherit<Options, walk::kVersionFlag>(),
  };
  // clang-format on
  return kFlags;
}

}  // namespace flowstat::streamdump
