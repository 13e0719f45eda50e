#pragma once

#include "tests/unit/cli/interactive_shell.h"

/// Keys that a user types behind "flowprobe ", and the arguments that must come of them.
struct CompletionCase {
  const char* name;
  const char* keys;
  const char* arguments;
};

// What all shells must do. Each line is completed to a single possibility.
// clang-format off
inline const CompletionCase kCompletionCases[] = {
    {"a switch",                     "--qui\t",                    "--quiet"},
    {"an option and a choice",       "--forma\t par\t",            "--format parquet"},
    {"a choice after '='",           "--format=c\t",               "--format=csv"},
    {"an optional value after '='",  "--summary=j\t",              "--summary=json"},
    {"a list begins",                "--table pack\t",             "--table packets"},
    {"a list goes on",               "--columns time,src_p\t",     "--columns time,src_port"},
    {"a list after '='",             "--columns=time,src_a\t",     "--columns=time,src_addr"},
    {"a list after a letter",        "-t packets,f\t",             "-t packets,flows"},
    {"a list gives each name once",  "--columns src_addr,sr\t",    "--columns src_addr,src_port"},
    {"a list has names with a dot",  "--columns fl\t",             "--columns flows.duration"},
    {"a file among words",           "tra\t",                      "trace one.pcap"},
    {"a file after a letter",        "-q -r tra\t",                "-q -r trace one.pcap"},
    {"a file after '='",             "--output=tra\t",             "--output=trace one.pcap"},
    {"a file after a switch",        "--quiet tra\t",              "--quiet trace one.pcap"},
    {"a file after an option whose value is left out",
                                     "--summary tra\t",            "--summary trace one.pcap"},
    {"a file after two dashes",      "-- -da\t",                   "-- -dash.pcap"},
    {"nothing for a number",         "-c tra\t",                   "-c tra"},
    {"no files among choices",       "--format tra\t",             "--format tra"},
};
// clang-format on

/// The files that the cases are about.
inline void write_captures(const Folder& folder) {
  folder.write("trace one.pcap", "");
  folder.write("-dash.pcap", "");
}

/// The shell of the test at hand; one for all rows.
inline InteractiveShell* shell = nullptr;

inline void check_completion(void** state) {
  const CompletionCase& row = row_of<CompletionCase>(state);

  const std::string arguments = shell->arguments_after(std::string("flowprobe ") + row.keys);

  assert_string_equal(arguments.c_str(), row.arguments);
}

/// Runs the cases in the shell that `command` starts in `folder`.
inline int run_completions(const std::vector<std::string>& command, const Folder& folder) {
  write_captures(folder);
  InteractiveShell started(command, folder.path());
  shell = &started;
  return run_table<CompletionCase>(kCompletionCases, check_completion);
}
