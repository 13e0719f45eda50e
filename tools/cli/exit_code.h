#pragma once

#include <string_view>

#include "core/base/result.h"

namespace flowstat::cli {

/// What a tool's exit code tells its caller.
struct ExitCode {
  int code;
  std::string_view about;  ///< One sentence.
};

/// The exit codes of every tool; those of errors are the numbers of Cause.
inline constexpr ExitCode kExitCodes[] = {
    {0, "All done, or nobody reads our output any more."},
    {static_cast<int>(Cause::usage), "The command line makes no sense."},
    {static_cast<int>(Cause::interface), "No such interface, or no right to capture on it."},
    {static_cast<int>(Cause::damaged),
     "An input is damaged; all rows up to that place are valid and written."},
    {static_cast<int>(Cause::filter), "A filter does not compile."},
    {static_cast<int>(Cause::unsupported), "This build cannot do it."},
    {static_cast<int>(Cause::file),
     "A file cannot be opened or written, is no capture or empty, or the output is there already."},
    {static_cast<int>(Cause::interrupted),
     "Interrupted; an output file is not there, and a folder of streams is marked INCOMPLETE."},
};

}  // namespace flowstat::cli
