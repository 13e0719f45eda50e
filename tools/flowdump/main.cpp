#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/version.h"
#include "core/capture/bpf.h"
#include "core/columns/arrow_version.h"
#include "tools/cli/help.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/open_files.h"
#include "tools/cli/parse.h"
#include "tools/cli/standard_streams.h"
#include "tools/flowdump/flags.h"
#include "tools/flowdump/job.h"
#include "tools/flowdump/list_columns.h"
#include "tools/flowdump/summary.h"

namespace flowstat::flowdump {

namespace {

/// Prints what went wrong, each line behind our name, and gives the exit code; quiet where our
/// reader went away.
int fail(const Error& error) {
  if (error.cause == Cause::broken_pipe) return 0;
  std::istringstream lines(error.message);
  for (std::string line; std::getline(lines, line);)
    std::fprintf(stderr, "flowdump: %s\n", line.c_str());
  return static_cast<int>(error.cause);
}

int print(const std::string& text) {
  const bool is_written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  return is_written ? 0 : fail(system_error("write", "standard output", errno));
}

std::string version() {
  return "flowdump " + std::string(kVersion) + "\nApache Arrow " + arrow_version() + "\nlibpcap " +
         libpcap_version() + "\n";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// `word` as one types it to a shell.
std::string quoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+,./:@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word)
    if (c == '\'')
      text += "'\\''";
    else
      text += c;
  return text + "'";
}

bool is_file(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

/// The words behind the flags: a filter where -r names the files, otherwise the files.
Status take_words(std::vector<std::string> words, Options& options) {
  if (!options.is_read_flag_given) {
    options.inputs = std::move(words);
  } else if (!words.empty()) {
    if (!options.wanted.filter.empty())
      return Error{"a filter both after -f and as words: '" + joined(words) + "'", Cause::usage};
    options.wanted.filter = joined(words);
  }
  if (options.inputs.empty() && !options.list_columns)
    return Error{"no capture file named; try: flowdump trace.pcap (flowdump --help says more)",
                 Cause::usage};
  if (options.list_columns && !options.inputs.empty() && !is_file(options.inputs.front()))
    return Error{"'" + options.inputs.front() +
                     "' is no file; a format of --list-columns stands behind '=', as in "
                     "--list-columns=json",
                 Cause::usage};
  if (!options.preset.empty() && options.tables != std::vector<std::string>{"packets"})
    return Error{"--preset is for the table of packets", Cause::usage};
  if (!options.preset.empty() && options.flow_hash)
    return Error{"--preset has a flow hash of its own; leave --flow-hash out", Cause::usage};
  return kOk;
}

/// A word that is no file but would do as a filter was meant as one.
std::string filter_hint(const Options& options) {
  for (const std::string& input : options.inputs) {
    if (input == "-" || is_file(input)) continue;
    if (!CaptureFilter::compile(input).ok()) break;
    return "\nif '" + input + "' is a filter, name the file with -r: flowdump -r FILE " + input;
  }
  return "";
}

/// A filter that is a file was meant as one more capture.
std::string file_hint(const Options& options) {
  return "\nwith -r words are a filter; if '" + options.wanted.filter +
         "' is a capture, it needs an -r of its own";
}

/// Wireshark's display filters are another language, and easily typed out of habit.
std::string display_filter_hint(const Options& options) {
  const bool looks_so = options.wanted.filter.find("==") != std::string::npos ||
                        options.wanted.filter.find("&& ") != std::string::npos ||
                        std::ranges::adjacent_find(options.wanted.filter, [](char a, char b) {
                          return a >= 'a' && a <= 'z' && b == '.';
                        }) != options.wanted.filter.end();
  return looks_so ? "\nthis looks like a display filter; what is wanted is a capture filter, see "
                    "pcap-filter(7)"
                  : "";
}

Error with_hint(Error error, const Options& options) {
  if (error.cause == Cause::file && !options.is_read_flag_given)
    error.message += filter_hint(options);
  if (error.cause == Cause::filter)
    error.message += options.is_read_flag_given && is_file(options.wanted.filter)
                         ? file_hint(options)
                         : display_filter_hint(options);
  return error;
}

int do_job(const Options& options, const std::string& arguments) {
  const Outcome outcome = run(options, arguments);
  const bool has_rows = outcome.status.ok() || outcome.status.error().cause == Cause::damaged;
  if (options.summary && has_rows)
    std::fputs((*options.summary == SummaryAs::json ? summary_json(outcome.report)
                                                    : summary_text(outcome.report))
                   .c_str(),
               stderr);
  return outcome.status.ok() ? 0 : fail(with_hint(outcome.status.error(), options));
}

int run_command(int argc, const char* const* argv) {
  cli::hold_standard_streams();
  cli::catch_signals();
  cli::allow_many_files();
  const std::span<const char* const> arguments(argv + 1, static_cast<std::size_t>(argc - 1));
  Options options;
  auto words = cli::parse(arguments, flags(), options);
  if (!words.ok()) return fail(words.error());
  if (options.wants_help) return print(cli::help_text(kTool, cli::infos_of(flags())));
  if (options.wants_version) return print(version());
  const Status taken = take_words(std::move(words.value()), options);
  if (!taken.ok()) return fail(taken.error());
  if (options.list_columns) {
    const auto listing = list_columns(options);
    return listing.ok() ? print(listing.value()) : fail(listing.error());
  }
  std::vector<std::string> typed;
  for (const char* argument : arguments) typed.push_back(quoted(argument));
  return do_job(options, joined(typed));
}

}  // namespace

}  // namespace flowstat::flowdump

int main(int argc, char** argv) {
  try {
    return flowstat::flowdump::run_command(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("flowdump: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "flowdump: %s\n", error.what());
  }
  return static_cast<int>(flowstat::Cause::file);
}
