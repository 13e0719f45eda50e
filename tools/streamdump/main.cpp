#include <cstdio>
#include <span>
#include <string>

#include "core/capture/bpf.h"
#include "core/columns/arrow_version.h"
#include "tools/cli/program.h"
#include "tools/cli/words.h"
#include "tools/streamdump/destination.h"
#include "tools/streamdump/dissect_job.h"
#include "tools/streamdump/flags.h"
#include "tools/streamdump/job.h"
#include "tools/streamdump/tcpflow_options.h"
#include "tools/walk/command_line.h"

namespace flowstat::streamdump {

namespace {

int fail(const Error& error) {
  return cli::fail(kTool, error);
}

int do_job(const Options& options, const std::string& arguments) {
  const Status done = run(options, arguments);
  if (options.output.empty() && !options.lists && done.ok() && !options.is_quiet)
    std::fputs("streamdump: nothing was written; -o FOLDER writes the streams\n", stderr);
  if (done.ok()) return 0;
  return fail(walk::with_hint(done.error(), options.inputs, options.wanted, kTool.name));
}

int do_dissected_job(Options& options, const std::string& arguments) {
  const Status done = run_dissected(options, arguments);
  if (done.ok()) return 0;
  return fail(walk::with_hint(done.error(), options.inputs, options.wanted, kTool.name));
}

int run_command(std::span<const char* const> arguments) {
  if (const Status known = check_tcpflow_options(arguments); !known.ok())
    return fail(known.error());
  Options options;
  const auto ended = walk::read_command_line(
      kTool, flags(), {{"Apache Arrow", arrow_version()}, {"libpcap", libpcap_version()}},
      arguments, options);
  if (ended) return *ended;
  if (options.list_columns)
    return cli::print(kTool, walk::column_list(all_columns(), {}, *options.list_columns));
  const bool asks_wireshark = options.follower == "help" || options.exported == "help";
  if (asks_wireshark) return do_dissected_job(options, "");
  const Status given = walk::check_is_given(options.inputs, kTool.name);
  if (!given.ok()) return fail(given.error());
  if (options.is_dissected()) return do_dissected_job(options, cli::typed(arguments));
  if (const Status status = check_is_dissected(options); !status.ok()) return fail(status.error());
  if (const Status status = settle(options); !status.ok()) return fail(status.error());
  return do_job(options, cli::typed(arguments));
}

}  // namespace

}  // namespace flowstat::streamdump

int main(int argc, char** argv) {
  using namespace flowstat;
  return cli::run_guarded(streamdump::kTool, argc, argv, streamdump::run_command);
}
