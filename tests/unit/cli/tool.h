#pragma once

#include <string_view>
#include <vector>

#include "tools/cli/flag.h"

// A tool with a flag of each sort, for the tests of this folder.

inline constexpr std::string_view kTableWords[] = {"packets", "flows"};
inline constexpr std::string_view kColumnWords[] = {"time", "src_addr", "src_port",
                                                    "flows.duration"};
inline constexpr std::string_view kFormatWords[] = {"csv", "parquet", "tsv"};
inline constexpr std::string_view kSummaryWords[] = {"json", "text"};

inline constexpr flowstat::cli::FlagInfo kFlagTable[] = {
    {.name = "read",
     .letter = 'r',
     .value = "FILE",
     .group = "Input",
     .about = "Read FILE; it's [read] as pcap: or pcapng. May be given again.",
     .completion = flowstat::cli::Completion::file},
    {.name = "start",
     .value = "TIME",
     .group = "Input",
     .about = "Start at TIME \\ from --duration on, at $HOME or `here`."},
    {.name = "count",
     .letter = 'c',
     .value = "N",
     .group = "Input",
     .about = "Stop after N packets."},
    {.name = "table",
     .letter = 't',
     .value = "TABLES",
     .group = "Tables",
     .about = "packets or flows, or both.",
     .completion = flowstat::cli::Completion::list,
     .choices = kTableWords},
    {.name = "columns",
     .value = "NAMES",
     .group = "Tables",
     .about = "Columns to write.",
     .completion = flowstat::cli::Completion::list,
     .choices = kColumnWords},
    {.name = "output",
     .letter = 'o',
     .value = "OUT",
     .group = "Output",
     .about = "Write to OUT.",
     .completion = flowstat::cli::Completion::file},
    {.name = "format",
     .value = "FORMAT",
     .group = "Output",
     .about = "Write this format, whatever OUT ends in. It is then called by a name that says so.",
     .completion = flowstat::cli::Completion::choices,
     .choices = kFormatWords},
    {.name = "summary",
     .value = "FORMAT",
     .group = "Output",
     .about = "Say what was read.",
     .completion = flowstat::cli::Completion::choices,
     .choices = kSummaryWords,
     .is_value_optional = true},
    {.name = "quiet", .letter = 'q', .group = "Output", .about = "No progress."},
    {.name = "line-buffered", .letter = 'l', .group = "Output", .about = "Flush rows."},
    {.name = "help", .letter = 'h', .group = "Output", .about = "Show this text."},
};

inline constexpr flowstat::cli::Example kExampleTable[] = {
    {"flowprobe trace.pcap", "Show the packets."},
    {"tcpdump -w - | flowprobe -l - --columns time,src_addr", ".Watch packets as they come."},
};

inline std::vector<flowstat::cli::Term> mark_terms() {
  return {
      {"%a", "An address. It's \"-\" if unknown."}, {"|", "Either | or none."}, {"%%", "A sign."}};
}

inline constexpr flowstat::cli::Section kSectionTable[] = {
    {"Marks in names", "--output takes marks. Others stay.", mark_terms}};

/// No program of ours, so that its completions meet nobody else's.
inline constexpr flowstat::cli::ToolInfo kProbeTool{
    .name = "flowprobe",
    .about = "packets of captures as columns",
    .synopsis = "flowprobe [options] FILE... [-o OUT]\nflowprobe [options] -r FILE [FILTER]",
    .description =
        "Reads captures. - is standard input.\n\nWithout -o the rows go to standard output.",
    .examples = kExampleTable,
    .see_also = "tshark(1), pcap-filter(7), tcpdump(1)",
    .sections = kSectionTable};

inline std::vector<const flowstat::cli::FlagInfo*> probe_flags() {
  std::vector<const flowstat::cli::FlagInfo*> flags;
  for (const auto& flag : kFlagTable) flags.push_back(&flag);
  return flags;
}
