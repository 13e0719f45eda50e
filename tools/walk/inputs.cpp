#include "tools/walk/inputs.h"

#include <algorithm>
#include <filesystem>

#include "core/capture/bpf.h"
#include "tools/cli/words.h"

namespace flowstat::walk {

namespace {

/// A word that is no file but would do as a filter was meant as one.
std::string filter_hint(const Inputs& inputs, std::string_view tool) {
  for (const std::string& file : inputs.files) {
    if (file == "-" || is_file(file)) continue;
    if (!CaptureFilter::compile(file).ok()) break;
    return "\nif '" + file + "' is a filter, name the file with -r: " + std::string(tool) +
           " -r FILE " + file;
  }
  return "";
}

/// A filter that is a file was meant as one more capture.
std::string file_hint(const Inputs& inputs, const std::string& filter) {
  if (inputs.is_live())
    return "\nwith -i words are a filter; if '" + filter + "' is a capture, leave out -i";
  return "\nwith -r words are a filter; if '" + filter +
         "' is a capture, it needs an -r of its own";
}

/// Wireshark's display filters are another language, and easily typed out of habit.
std::string display_filter_hint(const std::string& filter) {
  const bool looks_so =
      filter.find("==") != std::string::npos || filter.find("&& ") != std::string::npos ||
      std::ranges::adjacent_find(
          filter, [](char a, char b) { return a >= 'a' && a <= 'z' && b == '.'; }) != filter.end();
  return looks_so ? "\nthis looks like a display filter; what is wanted is a capture filter, see "
                    "pcap-filter(7)"
                  : "";
}

}  // namespace

Status take_words(std::vector<std::string> words, Inputs& inputs, Wanted& wanted) {
  if (inputs.is_live() && inputs.is_read_flag_given)
    return Error{"both a file to read (-r) and an interface to capture on (-i)", Cause::usage};
  if (!inputs.is_live() && !inputs.is_read_flag_given) {
    inputs.files = std::move(words);
  } else if (!words.empty()) {
    if (!wanted.filter.empty())
      return Error{"a filter both after -f and as words: '" + cli::joined(words) + "'",
                   Cause::usage};
    wanted.filter = cli::joined(words);
  }
  return kOk;
}

Status check_is_given(const Inputs& inputs, std::string_view tool) {
  if (!inputs.files.empty() || inputs.is_live()) return kOk;
  const std::string name(tool);
  return Error{
      "no capture file named; try: " + name + " trace.pcap (" + name + " --help says more)",
      Cause::usage};
}

bool is_file(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return path.ends_with('/') || std::filesystem::is_directory(path, ignored);
}

bool is_an_input(const std::string& path, const Inputs& inputs) {
  std::error_code not_there;
  return std::ranges::any_of(inputs.files, [&](const std::string& file) {
    return std::filesystem::equivalent(file == "-" ? "/dev/stdin" : file, path, not_there);
  });
}

Error with_hint(Error error, const Inputs& inputs, const Wanted& wanted, std::string_view tool) {
  if (error.cause == Cause::file && !inputs.is_read_flag_given)
    error.message += filter_hint(inputs, tool);
  if (error.cause == Cause::filter)
    error.message += (inputs.is_read_flag_given || inputs.is_live()) && is_file(wanted.filter)
                         ? file_hint(inputs, wanted.filter)
                         : display_filter_hint(wanted.filter);
  return error;
}

}  // namespace flowstat::walk
