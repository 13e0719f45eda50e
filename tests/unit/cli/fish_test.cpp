#include "tests/unit/cli/completion_cases.h"
#include "tests/unit/cli/tool.h"
#include "tools/cli/help.h"

using namespace flowstat;

int main() {
  if (!is_installed("fish")) return 77;
  const Folder folder;
  folder.write("start.fish", cli::fish_completion(kProbeTool, probe_flags()) +
                                 "function flowprobe; echo \"got<$argv>\"; end\n"
                                 "function fish_prompt; echo 'ready> '; end\n");
  return run_completions({"fish", "--no-config", "-i", "-C", "source start.fish"}, folder);
}
