#include "tools/walk/dissect_flags.h"

#include <algorithm>

#include "core/base/time.h"
#include "tools/cli/values.h"

namespace flowstat::walk {

namespace {

using cli::bad_value;
using cli::Choice;
using cli::choose;
using cli::Completion;
using cli::set;
using cli::words_of;
using dissect::FieldNames;
using dissect::Occurrence;
using dissect::PrintStyle;
using dissect::ValueStrings;

constexpr Choice<Occurrence> kOccurrences[] = {
    {"a", Occurrence::all}, {"f", Occurrence::first}, {"l", Occurrence::last}};
constexpr Choice<ValueStrings> kValueStrings[] = {{"", ValueStrings::beside},
                                                  {"beside", ValueStrings::beside},
                                                  {"instead", ValueStrings::instead}};
constexpr Choice<FieldNames> kNames[] = {{"wireshark", FieldNames::wireshark},
                                         {"sql", FieldNames::sql}};
constexpr Choice<PrintStyle> kPrintStyles[] = {{"fields", PrintStyle::fields},
                                               {"json", PrintStyle::json},
                                               {"ek", PrintStyle::ek},
                                               {"pdml", PrintStyle::pdml},
                                               {"text", PrintStyle::summary}};
constexpr Choice<Engine> kEngines[] = {
    {"auto", Engine::automatic}, {"native", Engine::native}, {"dissector", Engine::dissector}};
constexpr auto kPrintWords = words_of(kPrintStyles);
constexpr std::string_view kValueStringWords[] = {"beside", "instead"};
constexpr auto kNameWords = words_of(kNames);
constexpr auto kEngineWords = words_of(kEngines);

constexpr std::int64_t kMostJobs = 64;

Status add_field(DissectOptions& options, const std::string& value) {
  if (value.empty()) return bad_value(value, "the name of a field");
  options.question.fields.push_back(value);
  return kOk;
}

Status take_field_option(DissectOptions& options, const std::string& value) {
  const std::size_t equals = value.find('=');
  if (equals == std::string::npos) return bad_value(value, "an option of fields, KEY=VALUE");
  options.question.options.push_back(value);
  if (value.substr(0, equals) != "occurrence") return kOk;
  return choose(kOccurrences, value.substr(equals + 1), options.question.occurrence);
}

Status take_print(DissectOptions& options, const std::string& value) {
  if (value != "text") return choose(kPrintStyles, value, options.print_style);
  if (options.print_style != PrintStyle::details) options.print_style = PrintStyle::summary;
  return kOk;
}

/// Other styles have the details as they are, whichever of -T and -V comes first.
Status take_details(DissectOptions& options, const std::string&) {
  if (options.print_style.value_or(PrintStyle::summary) == PrintStyle::summary)
    options.print_style = PrintStyle::details;
  return kOk;
}

Status take_jobs(DissectOptions& options, const std::string& value) {
  const auto jobs = cli::number_of(value);
  if (!jobs || *jobs < 1 || *jobs > kMostJobs) return bad_value(value, "a number from 1 to 64");
  options.workload.jobs = static_cast<std::uint32_t>(*jobs);
  return kOk;
}

Status take_frame_timeout(DissectOptions& options, const std::string& value) {
  const auto seconds = parse_seconds(value);
  if (!seconds || *seconds <= 0) return bad_value(value, "a number of seconds, such as 10");
  options.workload.frame_timeout_ns = *seconds;
  return kOk;
}

Status take_chunk(DissectOptions& options, const std::string& value) {
  const auto packets = cli::number_of(value);
  if (!packets || *packets < 1) return bad_value(value, "a number of packets from 1 on");
  options.workload.chunk_packets = *packets;
  return kOk;
}

/// Adds to one of the lists of Settings.
template <std::vector<std::string> dissect::Settings::*list>
Status add_setting(DissectOptions& options, const std::string& value) {
  (options.settings.*list).push_back(value);
  return kOk;
}

}  // namespace

bool is_preference(const std::string& value) {
  const std::size_t colon = value.find(':');
  if (colon == std::string::npos) return false;
  const std::string_view name = std::string_view(value).substr(0, colon);
  const auto is_of_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  };
  return name.find('.') != std::string_view::npos && !name.starts_with('.') &&
         std::ranges::all_of(name, is_of_name);
}

// clang-format off
constexpr DissectFlag kFieldFlag =
    {{.name = "field", .letter = 'e', .value = "FIELD", .group = kFieldGroup,
      .about = "A column of any of Wireshark's fields, such as http.host or tls.handshake.type; may be "
               "given again. A cell is a list of all values in the packet."},
     add_field};
constexpr DissectFlag kDisplayFilterFlag =
    {{.name = "display-filter", .letter = 'Y', .value = "FILTER", .group = kFieldGroup,
      .about = "Take only packets that a display filter takes, see wireshark-filter(4)."},
     [](DissectOptions& o, const std::string& v) { o.question.filter = v; return kOk; }};
constexpr DissectFlag kFieldOptionFlag =
    {{.name = "field-option", .letter = 'E', .value = "KEY=VALUE", .group = kFieldGroup,
      .about = "occurrence=f takes the first value of a field in a packet, l the last, a (default) a "
               "list of all. With -T fields also header, separator, aggregator, quote and bom."},
     take_field_option};
constexpr DissectFlag kEngineFlag =
    {{.name = "engine", .value = "ENGINE", .group = kFieldGroup,
      .about = "Who finds the fields: native reads those of frames, Ethernet, IP, TCP, UDP and ICMP "
               "itself, many times as fast; dissector is Wireshark's library; auto (default) is "
               "native where both would find the same. --summary says which it was, and why.",
      .completion = Completion::choices, .choices = kEngineWords},
     [](DissectOptions& o, const std::string& v) { return choose(kEngines, v, o.engine); }};
constexpr DissectFlag kPrintFlag =
    {{.name = "print", .letter = 'T', .value = "STYLE", .group = kFieldGroup,
      .about = "Print what tshark prints, to the octet: fields (of -e), json, ek, pdml or text.",
      .completion = Completion::choices, .choices = kPrintWords},
     take_print};
constexpr DissectFlag kDetailsFlag =
    {{.name = "details", .letter = 'V', .group = kFieldGroup,
      .about = "Print the details of every packet, as tshark -V."},
     take_details};
constexpr DissectFlag kValueStringsFlag =
    {{.name = "value-strings", .value = "WHERE", .group = kFieldGroup,
      .about = "Wireshark's words for numbers, such as \"A (Host Address)\": in a column beside the "
               "number's, or instead of it.",
      .completion = Completion::choices, .choices = kValueStringWords, .is_value_optional = true},
     [](DissectOptions& o, const std::string& v) { return choose(kValueStrings, v, o.question.value_strings); }};
constexpr DissectFlag kNamesFlag =
    {{.name = "names", .value = "STYLE", .group = kFieldGroup,
      .about = "Call columns of fields as wireshark does (default, ip.src) or sql (ip_src).",
      .completion = Completion::choices, .choices = kNameWords},
     [](DissectOptions& o, const std::string& v) { return choose(kNames, v, o.question.names); }};
constexpr DissectFlag kUint64Flag =
    {{.name = "uint64", .group = kFieldGroup,
      .about = "Unsigned fields of 40 to 64 bits as uint64, which not every database knows, instead "
               "of int64."},
     [](DissectOptions& o, const std::string&) { return set(o.question.keeps_uint64); }};
constexpr DissectFlag kListFieldsFlag =
    {{.name = "list-fields", .value = "PATTERN", .group = kFieldGroup,
      .about = "List the fields whose name or description holds PATTERN, with their types; with --engine "
               "native those that it reads."},
     [](DissectOptions& o, const std::string& v) { o.list_fields = v; return kOk; }};

constexpr DissectFlag kTwoPassFlag =
    {{.name = "two-pass", .letter = '2', .group = kWiresharkGroup,
      .about = "Dissect twice, so that fields know what comes later, such as http.response_in."},
     [](DissectOptions& o, const std::string&) { return set(o.question.has_two_passes); }};
constexpr DissectFlag kPreferenceFlag =
    {{.name = "pref", .value = "NAME:VALUE", .group = kWiresharkGroup,
      .about = "Set a preference, such as tls.keylog_file:keys.txt. May be given again; -o takes it too."},
     add_setting<&dissect::Settings::preferences>};
constexpr DissectFlag kDecodeAsFlag =
    {{.name = "decode-as", .letter = 'd', .value = "RULE", .group = kWiresharkGroup,
      .about = "Dissect as another protocol: tcp.port==8888,http. May be given again."},
     add_setting<&dissect::Settings::decode_as>};
constexpr DissectFlag kEnableFlag =
    {{.name = "enable-protocol", .value = "NAME", .group = kWiresharkGroup,
      .about = "Turn a protocol or heuristic on. May be given again."},
     add_setting<&dissect::Settings::enabled>};
constexpr DissectFlag kDisableFlag =
    {{.name = "disable-protocol", .value = "NAME", .group = kWiresharkGroup,
      .about = "Turn a protocol or heuristic off. May be given again."},
     add_setting<&dissect::Settings::disabled>};
constexpr DissectFlag kNoResolutionFlag =
    {{.name = "no-resolve", .letter = 'n', .group = kWiresharkGroup,
      .about = "Look up no names of addresses and ports, which is the default."},
     [](DissectOptions& o, const std::string&) { o.settings.resolved_names.clear(); return kOk; }};
constexpr DissectFlag kResolutionFlag =
    {{.name = "resolve", .letter = 'N', .value = "LETTERS", .group = kWiresharkGroup,
      .about = "Look up names: m of MAC addresses, n of hosts, t of ports, and so on, see tshark(1)."},
     [](DissectOptions& o, const std::string& v) { o.settings.resolved_names = v; return kOk; }};
constexpr DissectFlag kProfileFlag =
    {{.name = "profile", .letter = 'C', .value = "NAME", .group = kWiresharkGroup,
      .about = "Use this configuration profile of Wireshark's."},
     [](DissectOptions& o, const std::string& v) { o.settings.profile = v; return kOk; }};
constexpr DissectFlag kNoProfileFlag =
    {{.name = "no-profile", .group = kWiresharkGroup,
      .about = "Read nothing of the user's settings of Wireshark."},
     [](DissectOptions& o, const std::string&) { return set(o.settings.ignores_profile); }};
constexpr DissectFlag kJobsFlag =
    {{.name = "jobs", .value = "N", .group = kWiresharkGroup,
      .about = "Dissect in N processes, each with the packets of some pairs of addresses."},
     take_jobs};
constexpr DissectFlag kFrameTimeoutFlag =
    {{.name = "frame-timeout", .value = "SECONDS", .group = kWiresharkGroup,
      .about = "Give up a frame whose dissection takes longer, say so, and go on with the others."},
     take_frame_timeout};
constexpr DissectFlag kChunkFlag =
    {{.name = "chunk", .value = "N", .group = kWiresharkGroup,
      .about = "Begin anew after every N packets, which bounds memory and cuts conversations."},
     take_chunk};
// clang-format on

}  // namespace flowstat::walk
