#include "tests/unit/cli/completion_cases.h"
#include "tests/unit/cli/tool.h"
#include "tools/cli/help.h"

using namespace flowstat;

int main() {
  if (!is_installed("zsh")) return 77;
  const Folder folder;
  folder.write("_flowprobe", cli::zsh_completion(kProbeTool, probe_flags()));
  folder.write(".zshrc",
               "fpath=($ZDOTDIR $fpath)\nautoload -U compinit\ncompinit -u -D\nunsetopt beep\n"
               "flowprobe() { printf 'got<%s>\\n' \"$*\" }\n");
  return run_completions({"zsh", "-d", "-i"}, folder);
}
