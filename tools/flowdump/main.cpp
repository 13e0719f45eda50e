#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "core/capture/bpf.h"
#include "core/columns/arrow_version.h"
#include "tools/cli/program.h"
#include "tools/cli/words.h"
#include "tools/flowdump/flags.h"
#include "tools/flowdump/job.h"
#include "tools/flowdump/list_columns.h"
#include "tools/flowdump/print_job.h"
#include "tools/flowdump/summary.h"
#include "tools/walk/command_line.h"
#include "tools/walk/list_fields.h"
#include "tools/walk/open_inputs.h"

namespace flowstat::flowdump {

namespace {

int fail(const Error& error) {
  return cli::fail(kTool, error);
}

/// What flags say together.
Status check(const Options& options) {
  const std::vector<std::string>& files = options.inputs.files;
  if (!options.list_columns && options.list_fields.empty())
    if (const Status given = walk::check_is_given(options.inputs, kTool.name); !given.ok())
      return given;
  if (options.list_columns && !files.empty() && !walk::is_file(files.front()))
    return Error{"'" + files.front() +
                     "' is no file; a format of --list-columns stands behind '=', as in "
                     "--list-columns=json",
                 Cause::usage};
  if (!options.preset.empty() && options.tables != std::vector<std::string>{"packets"})
    return Error{"--preset is for the table of packets", Cause::usage};
  if (!options.print_style)
    for (const std::string& option : options.question.options)
      if (!option.starts_with("occurrence="))
        return Error{"-E " + option + " is for -T fields", Cause::usage};
  if (!has_rows(options) && (!options.question.fields.empty() || !options.columns.empty()))
    return Error{"with -w rows need an output of their own; -o names one", Cause::usage};
  if (!options.capture.empty() && options.output == options.capture)
    return Error{"-o and -w name the same output", Cause::usage};
  if (!options.preset.empty() && options.flow_hash)
    return Error{"--preset has a flow hash of its own; leave --flow-hash out", Cause::usage};
  return kOk;
}

int do_job(const Options& options, const std::string& arguments) {
  const Outcome outcome = run(options, arguments);
  const bool has_rows = outcome.status.ok() || outcome.status.error().cause == Cause::damaged;
  if (options.summary && has_rows)
    std::fputs((*options.summary == SummaryAs::json ? summary_json(outcome.report)
                                                    : summary_text(outcome.report))
                   .c_str(),
               stderr);
  if (outcome.report.dropped_frames > 0)
    std::fprintf(stderr, "flowdump: %s\n",
                 walk::dropped_text(outcome.report.dropped_frames).c_str());
  if (outcome.status.ok()) return 0;
  return fail(walk::with_hint(outcome.status.error(), options.inputs, options.wanted, kTool.name));
}

int run_command(std::span<const char* const> arguments) {
  Options options;
  const auto ended = walk::read_command_line(
      kTool, flags(), {{"Apache Arrow", arrow_version()}, {"libpcap", libpcap_version()}},
      arguments, options);
  if (ended) return *ended;
  if (const Status usable = check(options); !usable.ok()) return fail(usable.error());
  if (options.list_columns) {
    const auto listing = list_columns(options);
    return listing.ok() ? cli::print(kTool, listing.value()) : fail(listing.error());
  }
  if (!options.list_fields.empty()) {
    const auto listing = walk::list_fields(options);
    return listing.ok() ? cli::print(kTool, listing.value()) : fail(listing.error());
  }
  if (options.print_style) {
    const Status printed = print_capture(options);
    return printed.ok() ? 0 : fail(printed.error());
  }
  return do_job(options, cli::typed(arguments));
}

}  // namespace

}  // namespace flowstat::flowdump

int main(int argc, char** argv) {
  using namespace flowstat;
  return cli::run_guarded(flowdump::kTool, argc, argv, flowdump::run_command);
}
