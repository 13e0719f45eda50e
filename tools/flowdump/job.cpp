#include "tools/flowdump/job.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "tools/cli/terminal.h"
#include "tools/flowdump/capture_output.h"
#include "tools/flowdump/columns.h"
#include "tools/flowdump/metadata.h"
#include "tools/flowdump/outputs.h"
#include "tools/walk/engine.h"
#include "tools/walk/flow_walk.h"
#include "tools/walk/inputs.h"
#include "tools/walk/native_fields.h"
#include "tools/walk/open_inputs.h"
#include "tools/walk/take_all.h"

namespace flowstat::flowdump {

namespace {

using Tables = std::vector<std::unique_ptr<Table>>;

template <class Column>
std::vector<Column> pick(const std::vector<Column>& all, const std::vector<std::size_t>& chosen) {
  std::vector<Column> picked;
  for (const std::size_t i : chosen) picked.push_back(all[i]);
  return picked;
}

/// True if a person at a terminal waits for packets as they come.
bool is_watched(const Options& options, const Output& output) {
  return options.inputs.is_live() && output.path == "-" && cli::is_terminal(STDOUT_FILENO);
}

/// Connects each table with its output.
Status open_outputs(const Options& options, const std::string& arguments, const Tables& tables,
                    Report& report) {
  if (tables.empty()) return kOk;
  const auto outputs = resolve_outputs(options);
  if (!outputs.ok()) return outputs.error();
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Output& output = outputs.value()[i];
    TableSchema schema;
    schema.name = tables[i]->name();
    schema.rows_come_late = tables[i]->rows_come_late();
    for (const FieldInfo& field : tables[i]->fields())
      schema.columns.push_back(column_spec(field, options.rendering));
    add_provenance(options, arguments, schema);
    if (walk::is_an_input(output.path, options.inputs))
      return Error{"will not write " + output.path + ": it is an input", Cause::usage};
    auto sink = open_sink(output, schema, options);
    if (!sink.ok()) return sink.error();
    auto started = BackgroundSink::start(std::move(sink.value()), schema.columns);
    if (!started.ok()) return started.error();
    tables[i]->write_to(std::move(started.value()));
    if (options.flushes || is_watched(options, output)) tables[i]->flush_each_batch();
    report.outputs.push_back({output.path});
  }
  return kOk;
}

/// Counts for --summary.
void note(std::span<const Packet> packets, Report& report) {
  report.packets += static_cast<std::int64_t>(packets.size());
  for (const Packet& packet : packets) {
    ++report.defects[static_cast<std::size_t>(packet.defect)];
    if (!packet.has_time()) continue;
    report.first_ns = std::min(report.first_ns, packet.time_ns);
    report.last_ns = std::max(report.last_ns, packet.time_ns);
  }
}

/// Takes a batch into the walk and the tables.
Status take(walk::ReadBatch& batch, const Options& options, walk::FieldSource* source,
            walk::FlowWalk& walk, const Tables& tables, CaptureOutput* capture, Report& report) {
  static const Batch kNoFields;
  report.frames += static_cast<std::int64_t>(batch.frames.frames.size());
  if (source != nullptr)
    if (const Status joined = source->join(batch); !joined.ok()) return joined;
  if (capture != nullptr)
    if (const Status copied = capture->take(batch); !copied.ok()) return copied;
  walk.take(batch);
  const Batch& fields = source == nullptr ? kNoFields : source->fields(walk);
  if (options.summary) note(walk.packets().packets(), report);
  for (const auto& table : tables)
    if (const Status status = table->take({walk, fields}); !status.ok()) return status;
  return kOk;
}

void tell(const std::string& line) {
  std::fprintf(stderr, "flowdump: %s\n", line.c_str());
}

/// The capture that -w asks for; nullptr without it.
Result<std::unique_ptr<CaptureOutput>> open_capture_output(const Options& options,
                                                           walk::KeptInputs& files) {
  if (options.capture.empty()) return std::unique_ptr<CaptureOutput>();
  if (const Status kept = files.keep(); !kept.ok()) return kept.error();
  const auto recorded = files.recorded();
  if (!recorded.ok()) return recorded.error();
  return CaptureOutput::open(options, recorded.value());
}

/// True if a column of the tables beside Wireshark's fields needs our own numbers of streams.
Result<bool> has_stream_columns(const Options& options) {
  static constexpr ColumnSpec kSomeField{{.name = "field", .about = ""}};
  const auto tables = make_tables(options, {&kSomeField, 1});
  if (!tables.ok()) return tables.error();
  walk::Asked asked;
  for (const auto& table : tables.value()) table->ask(asked);
  return asked.stream_numbers;
}

/// Begins to find the fields that are asked for, by whoever can.
Result<std::unique_ptr<walk::FieldSource>> start_fields(const Options& options,
                                                        walk::KeptInputs& files, Report& report) {
  const auto has_streams = has_stream_columns(options);
  if (!has_streams.ok()) return has_streams.error();
  auto chosen = walk::choose_engine(options, options, files, has_streams.value());
  if (!chosen.ok()) return chosen.error();
  report.engine = chosen.value();
  if (chosen.value().is_native)
    return std::unique_ptr<walk::FieldSource>(std::make_unique<walk::NativeFields>(
        options.question, options.engine == walk::Engine::automatic));
  auto started = walk::Dissected::start(options, files, options.is_quiet);
  if (!started.ok()) return started.error();
  report.engine->needs_tree = started.value()->needs_tree();
  return std::unique_ptr<walk::FieldSource>(std::move(started.value()));
}

Status run_to_end(const Options& options, const std::string& arguments, Report& report) {
  walk::KeptInputs files(options.inputs.files);
  std::unique_ptr<walk::FieldSource> source;
  std::span<const ColumnSpec> fields;
  if (options.is_wanted()) {
    auto started = start_fields(options, files, report);
    if (!started.ok()) return started.error();
    source = std::move(started.value());
    fields = source->columns();
    for (const std::string& note : source->notes()) tell(note);
  }
  const auto tables = make_tables(options, fields);
  if (!tables.ok()) return tables.error();
  const auto capture = open_capture_output(options, files);
  if (!capture.ok()) return capture.error();
  auto opened_inputs = walk::open_inputs(options, files, FrameLife::batch);
  if (!opened_inputs.ok()) return opened_inputs.error();
  walk::OpenedInputs& inputs = opened_inputs.value();
  const Status opened = open_outputs(options, arguments, tables.value(), report);
  if (!opened.ok()) return opened;

  walk::Asked asked;
  for (const auto& table : tables.value()) table->ask(asked);
  const StreamRule rule = asked.stream_numbers ? options.stream_rule : native::rule_of_wireshark();
  if (source) source->ask(asked);
  walk::FlowWalk walk(asked, rule, options.flow_limits);
  walk::Reading reading{.decodes_every = asked.stream_numbers};
  if (asked.flows || asked.stream_numbers) reading.hasher = walk.hasher();
  const auto reader =
      walk::PacketReader::start(*inputs.source, std::move(inputs.selection), reading);
  if (!reader.ok()) return reader.error();
  const Status ended =
      walk::take_all(*reader.value(), options.is_quiet, [&](walk::ReadBatch& batch) {
        return take(batch, options, source.get(), walk, tables.value(), capture.value().get(),
                    report);
      });
  if (!ended.ok() && ended.error().cause != Cause::damaged) return ended;
  for (std::size_t i = 0; i < tables.value().size(); ++i) {
    if (const Status status = tables.value()[i]->finish(walk); !status.ok()) return status;
    report.outputs[i].count = tables.value()[i]->rows();
  }
  if (capture.value()) {
    if (const Status status = capture.value()->finish(); !status.ok()) return status;
    report.outputs.push_back({options.capture, capture.value()->packets(), "packet"});
  }
  if (source)
    for (const std::string& defect : source->defects()) tell(defect);
  if (asked.flows) report.flows = walk.flows().opened();
  report.input_bytes = inputs.source->progress().done_bytes;
  report.dropped_frames = inputs.dropped_frames();
  return ended;
}

}  // namespace

Result<Tables> make_tables(const Options& options, std::span<const ColumnSpec> fields) {
  const Preset* preset = nullptr;
  if (!options.preset.empty()) {
    const auto found = find_preset(options.preset);
    if (!found.ok()) return found.error();
    preset = found.value();
  }
  const FlowHash hash = options.flow_hash.value_or(FlowHash::community);
  const auto of_packets = preset == nullptr ? packet_columns(hash) : packet_columns(*preset);
  const auto of_flows = flow_fields(hash);
  std::vector<ColumnNames> names;
  for (const std::string& table : options.tables) {
    ColumnNames& added = names.emplace_back(ColumnNames{table, {}, {}});
    if (table == "packets")
      for (const PacketColumn& column : of_packets) added.all.push_back(column.info.name);
    else
      for (const FlowField& field : of_flows) added.all.push_back(field.info.name);
    added.usual = added.all;
    if (table == "packets" && preset == nullptr) {
      const auto usual = default_packet_columns();
      added.usual.assign(usual.begin(), usual.end());
    }
  }
  const auto chosen = choose_columns(names, options.columns);
  if (!chosen.ok()) return chosen.error();
  Tables tables;
  if (!has_rows(options)) return tables;
  for (std::size_t i = 0; i < options.tables.size(); ++i) {
    if (options.tables[i] != "packets") {
      tables.push_back(
          make_flow_table(pick(of_flows, chosen.value()[i]), fields, options.most_values));
      continue;
    }
    // Who asks for fields alone gets these alone.
    const bool has_own = fields.empty() || !options.columns.empty() || preset != nullptr;
    auto columns = has_own ? pick(of_packets, chosen.value()[i]) : std::vector<PacketColumn>();
    for (const PacketColumn& column : packet_columns(fields)) columns.push_back(column);
    tables.push_back(make_packet_table(std::move(columns), preset));
  }
  return tables;
}

Outcome run(const Options& options, const std::string& arguments) {
  Outcome outcome;
  outcome.report.defects.assign(kDefectLabels.size(), 0);
  const auto started = std::chrono::steady_clock::now();
  outcome.status = run_to_end(options, arguments, outcome.report);
  outcome.report.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return outcome;
}

}  // namespace flowstat::flowdump
