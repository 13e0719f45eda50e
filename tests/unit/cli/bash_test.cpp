#include "tests/unit/cli/completion_cases.h"
#include "tests/unit/cli/tool.h"
#include "tools/cli/help.h"

using namespace flowstat;

int main() {
  if (!is_installed("bash")) return 77;
  const Folder folder;
  folder.write("rc", cli::bash_completion(kProbeTool, probe_flags()) +
                         "PS1='ready> '\n"
                         "flowprobe() { printf 'got<%s>\\n' \"$*\"; }\n");
  return run_completions({"bash", "--noprofile", "--rcfile", "rc", "-i"}, folder);
}
