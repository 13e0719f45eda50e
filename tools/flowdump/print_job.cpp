#include "tools/flowdump/print_job.h"

#include <memory>

#include "core/columns/compress.h"
#include "core/columns/output_file.h"
#include "core/dissect/lone_worker.h"
#include "tools/cli/interrupt.h"
#include "tools/walk/dissected.h"
#include "tools/walk/inputs.h"
#include "tools/walk/kept_inputs.h"

namespace flowstat::flowdump {

namespace {

constexpr std::size_t kBufferBytes = 65'536;

/// What would be ignored is refused.
Status check(const Options& options) {
  struct Row {
    bool is_given;
    const char* name;
  };
  const dissect::Question& question = options.question;
  const bool takes_no_fields = *options.print_style == dissect::PrintStyle::details ||
                               *options.print_style == dissect::PrintStyle::summary;
  const Row rows[] = {
      {!options.columns.empty(), "--columns"},
      {!options.preset.empty(), "--preset"},
      {!options.format.empty(), "--format"},
      {options.tables != std::vector<std::string>{"packets"}, "--table"},
      {!options.wanted.filter.empty(), "a capture filter; -Y takes a display filter"},
      {options.wanted.start || options.wanted.duration_ns, "--start and --duration"},
      {options.workload.jobs > 1, "--jobs"},
      {options.workload.chunk_packets > 0, "--chunk"},
      {options.workload.frame_timeout_ns.has_value(), "--frame-timeout"},
      {options.inputs.is_live(), "-i"},
      {!options.capture.empty(), "-w"},
      {options.summary.has_value(), "--summary"},
      {question.value_strings != dissect::ValueStrings::none, "--value-strings"},
      {question.names != dissect::FieldNames::wireshark, "--names"},
      {question.keeps_uint64, "--uint64"},
      {options.rendering.addresses != AddressForm::text, "--addresses"},
      {options.rendering.time_unit != TimeUnit::ns, "--time-unit"},
      {options.time_text != TimeText::rfc3339, "--time-format"},
      {takes_no_fields && !question.fields.empty(), "-e; fields, json, ek and pdml take fields"},
  };
  for (const Row& row : rows)
    if (row.is_given)
      return Error{std::string("-T prints what tshark prints, which does not go with ") + row.name,
                   Cause::usage};
  return kOk;
}

ssize_t send_text(void* to, const char* text, std::size_t bytes) {
  const Bytes octets(reinterpret_cast<const std::uint8_t*>(text), bytes);
  const bool is_sent =
      static_cast<dissect::MessageWriter*>(to)->send(dissect::MessageKind::text, {octets}).ok();
  return is_sent ? static_cast<ssize_t>(bytes) : 0;
}

/// The worker's part: what is printed goes away as messages.
Status print(dissect::Dissector& dissector, const std::string& path, dissect::Pulse& pulse,
             dissect::MessageWriter& to) {
  FILE* const file = fopencookie(&to, "w", {nullptr, send_text, nullptr, nullptr});
  if (file == nullptr) return system_error("print", path, errno);
  std::setvbuf(file, nullptr, _IOFBF, kBufferBytes);
  const Status printed = dissector.print(path, pulse, file);
  return std::fclose(file) == 0 || !printed.ok() ? printed : Status(Error{"", Cause::broken_pipe});
}

/// Copies what the worker prints.
Status copy(dissect::LoneWorker& worker, ByteSink& to, bool is_flushed) {
  for (;;) {
    const auto got = worker.next(cli::check_interrupt);
    if (!got.ok()) return got.error();
    if (!got.value()) return kOk;
    if (const Status on = cli::check_interrupt(); !on.ok()) return on;
    if (const Status written = to.write(worker.octets()); !written.ok()) return written;
    if (is_flushed)
      if (const Status flushed = to.flush(); !flushed.ok()) return flushed;
  }
}

}  // namespace

Status print_capture(Options options) {
  if (const Status goes = check(options); !goes.ok()) return goes;
  const auto dissector = walk::begin_dissector(options);
  if (!dissector.ok()) return dissector.error();
  dissect::Printing printing{
      *options.print_style,    options.question.fields,         options.question.options,
      options.question.filter, options.question.has_two_passes, options.wanted.count.value_or(0)};
  if (const Status ready = dissector.value()->prepare(printing); !ready.ok()) return ready;
  walk::KeptInputs inputs(options.inputs.files);
  if (const Status kept = inputs.keep(); !kept.ok()) return kept;
  const std::string path = inputs.whole().path;
  auto worker = dissect::LoneWorker::start(
      [&](const dissect::Part&, dissect::Pulse& pulse, dissect::MessageWriter& to) {
        return print(*dissector.value(), path, pulse, to);
      });
  if (!worker.ok()) return worker.error();

  const std::string output = options.output.empty() ? "-" : options.output;
  if (walk::is_an_input(output, options.inputs))
    return Error{"will not write " + output + ": it is an input", Cause::usage};
  auto file = open_output(output, options.overwrites ? Overwrite::yes : Overwrite::no);
  if (!file.ok()) return file.error();
  auto to = compress(std::move(file.value()), compression_of(output));
  if (!to.ok()) return to.error();
  const Status ended = copy(*worker.value(), *to.value(), options.flushes);
  if (!ended.ok() && ended.error().cause != Cause::damaged) return ended;
  const Status closed = to.value()->close();
  return closed.ok() ? ended : closed;
}

}  // namespace flowstat::flowdump
