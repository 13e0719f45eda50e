#include <cstdio>
#include <span>
#include <string>

#include "core/capture/bpf.h"
#include "core/columns/arrow_version.h"
#include "tools/cli/help.h"
#include "tools/cli/parse.h"
#include "tools/cli/program.h"
#include "tools/cli/words.h"
#include "tools/streamdump/flags.h"
#include "tools/streamdump/job.h"
#include "tools/streamdump/tcpflow_options.h"
#include "tools/walk/inputs.h"

namespace flowstat::streamdump {

namespace {

int fail(const Error& error) {
  return cli::fail(kTool, error);
}

int print(const std::string& text) {
  return cli::print(kTool, text);
}

std::string version() {
  return cli::version_text(kTool,
                           {{"Apache Arrow", arrow_version()}, {"libpcap", libpcap_version()}});
}

int do_job(const Options& options, const std::string& arguments) {
  const Outcome outcome = run(options, arguments);
  if (options.output.empty() && !options.lists && outcome.status.ok() && !options.is_quiet)
    std::fputs("streamdump: nothing was written; -o FOLDER writes the streams\n", stderr);
  if (outcome.status.ok()) return 0;
  return fail(walk::with_hint(outcome.status.error(), options.inputs, options.wanted, kTool.name));
}

int run_command(std::span<const char* const> arguments) {
  if (const Status known = check_tcpflow_options(arguments); !known.ok())
    return fail(known.error());
  Options options;
  auto words = cli::parse(arguments, flags(), options);
  if (!words.ok()) return fail(words.error());
  if (options.wants_help) return print(cli::help_text(kTool, cli::infos_of(flags())));
  if (options.wants_version) return print(version());
  Status usable = walk::take_words(std::move(words.value()), options.inputs, options.wanted);
  if (usable.ok()) usable = walk::check_is_given(options.inputs, kTool.name);
  if (!usable.ok()) return fail(usable.error());
  if (options.lists) options.output.clear();
  return do_job(options, cli::typed(arguments));
}

}  // namespace

}  // namespace flowstat::streamdump

int main(int argc, char** argv) {
  using namespace flowstat;
  return cli::run_guarded(streamdump::kTool, argc, argv, streamdump::run_command);
}
