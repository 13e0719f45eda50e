#include "tools/cli/program.h"

#include <cerrno>
#include <cstdio>
#include <exception>
#include <new>
#include <sstream>

#include "core/base/open_file_limit.h"
#include "core/base/version.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/standard_streams.h"

namespace flowstat::cli {

namespace {

/// Takes no memory, of which there may be none left.
void complain(const ToolInfo& tool, const char* problem) {
  std::fprintf(stderr, "%.*s: %s\n", static_cast<int>(tool.name.size()), tool.name.data(), problem);
}

}  // namespace

int fail(const ToolInfo& tool, const Error& error) {
  if (error.cause == Cause::broken_pipe) return 0;
  std::istringstream lines(error.message);
  for (std::string line; std::getline(lines, line);) complain(tool, line.c_str());
  return static_cast<int>(error.cause);
}

int print(const ToolInfo& tool, const std::string& text) {
  const bool is_written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  return is_written ? 0 : fail(tool, system_error("write", "standard output", errno));
}

std::string version_text(const ToolInfo& tool, std::initializer_list<Library> libraries) {
  std::string text = std::string(tool.name) + " " + std::string(kVersion) + "\n";
  for (const Library& library : libraries)
    text.append(library.name).append(" ").append(library.version).append("\n");
  return text;
}

int run_guarded(const ToolInfo& tool, int argc, const char* const* argv,
                int (*command)(std::span<const char* const> arguments)) {
  try {
    hold_standard_streams();
    catch_signals();
    raise_open_file_limit();
    return command({argv + 1, static_cast<std::size_t>(argc - 1)});
  } catch (const std::bad_alloc&) {
    complain(tool, "out of memory");
  } catch (const std::exception& error) {
    complain(tool, error.what());
  }
  return static_cast<int>(Cause::file);
}

}  // namespace flowstat::cli
