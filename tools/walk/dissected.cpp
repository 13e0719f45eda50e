#include "tools/walk/dissected.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "core/dissect/load.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/terminal.h"
#include "tools/walk/counted_fields.h"

namespace flowstat::walk {

namespace {

constexpr std::int64_t kSlowNs = 2'000'000'000;

std::string seconds_text(std::int64_t ns) {
  return std::to_string(ns / 1'000'000'000) + " s";
}

/// What a worker that sees only some packets would number otherwise than one that sees all.
Status check_jobs(const DissectOptions& options) {
  if (options.workload.jobs == 1) return kOk;
  for (const std::string& field : options.question.fields)
    if (is_counted(field))
      return Error{"--jobs cannot give " + field +
                       ", which counts over all packets; leave it out, or take the column "
                       "tcp_stream or udp_stream",
                   Cause::usage};
  return kOk;
}

/// Says where several workers may know less than one.
void note_linked(const DissectOptions& options, std::vector<std::string>& notes) {
  if (options.workload.jobs == 1) return;
  for (const std::string& field : options.question.fields)
    if (const std::string_view protocol = linked_protocol(field); !protocol.empty())
      notes.push_back("with --jobs " + field + " may lack what other addresses announced, as " +
                      std::string(protocol) + " links conversations");
}

}  // namespace

Result<dissect::Dissector*> begin_dissector(const DissectOptions& options) {
  const auto loaded = dissect::load_dissector();
  if (!loaded.ok()) return loaded.error();
  if (const Status set = loaded.value()->set_up(options.settings); !set.ok()) return set.error();
  return loaded.value();
}

Result<std::unique_ptr<Dissected>> Dissected::start(const DissectOptions& options,
                                                    KeptInputs& inputs, bool is_quiet) {
  std::unique_ptr<Dissected> made(new Dissected());
  made->names_slow_ = !is_quiet && cli::is_terminal(STDERR_FILENO);
  if (const Status can = check_jobs(options); !can.ok()) return can.error();
  const auto begun = begin_dissector(options);
  if (!begun.ok()) return begun.error();
  dissect::Dissector& dissector = *begun.value();
  auto answer = dissector.ask(options.question);
  if (!answer.ok()) return answer.error();
  made->answer_ = std::move(answer.value());
  note_linked(options, made->answer_.notes);
  made->fields_ = make_batch(made->answer_.columns);
  if (const Status kept = inputs.keep(); !kept.ok()) return kept.error();
  const dissect::Job job = [&dissector, path = inputs.whole().path](const dissect::Part& part,
                                                                    dissect::Pulse& pulse,
                                                                    dissect::MessageWriter& to) {
    dissect::RowSender rows(to);
    return dissector.dissect(path, part, pulse, rows);
  };
  auto nursery = dissect::Nursery::start(job, options.workload.jobs);
  if (!nursery.ok()) return nursery.error();
  made->nursery_ = std::move(nursery.value());
  made->source_ = std::make_unique<dissect::DissectedRows>(*made->nursery_, made->answer_.columns,
                                                           options.workload);
  return made;
}

/// What is done a few times a second while rows are waited for.
Status Dissected::wait() const {
  if (Status on = cli::check_interrupt(); !on.ok()) return on;
  const auto slowest = source_->slowest();
  if (!names_slow_ || slowest.ns < kSlowNs) return kOk;
  // The next line of progress takes its place.
  std::fprintf(stderr, "\rframe %lld takes %s\033[K", static_cast<long long>(slowest.packet),
               seconds_text(slowest.ns).c_str());
  return kOk;
}

/// Goes on to the row of `packet`, or behind where it would be.
Status Dissected::want_row(std::int64_t packet) {
  for (;;) {
    if (rows_ == nullptr || next_row_ == rows_->packets.size()) {
      if (rows_ != nullptr && rows_->packets.size() == 0) return kOk;  // the end
      const auto next = source_->next([this] { return wait(); });
      if (!next.ok()) return next.error();
      rows_ = next.value();
      next_row_ = 0;
      continue;
    }
    const std::int64_t* const packets = rows_->packets.values<std::int64_t>();
    while (next_row_ < rows_->packets.size() && packets[next_row_] < packet) ++next_row_;
    if (next_row_ < rows_->packets.size()) return kOk;
  }
}

Status Dissected::join(ReadBatch& batch) {
  fields_.clear();
  kept_.clear();
  const std::span<const Frame> frames = batch.frames.frames;
  const std::size_t wanted = batch.is_choosy ? batch.rows.size() : frames.size();
  for (std::size_t i = 0; i < wanted; ++i) {
    const std::int64_t number = frames[batch.is_choosy ? batch.rows[i] : i].number;
    if (const Status status = want_row(number); !status.ok()) return status;
    if (next_row_ == rows_->packets.size()) break;
    // As many rows as follow each other on both sides are taken at once.
    const std::int64_t* const packets = rows_->packets.values<std::int64_t>();
    std::size_t count = 0;
    while (i + count < wanted && next_row_ + count < rows_->packets.size() &&
           packets[next_row_ + count] ==
               frames[batch.is_choosy ? batch.rows[i + count] : i + count].number) {
      kept_.push_back(i + count);
      ++count;
    }
    if (count == 0) continue;
    for (std::size_t c = 0; c < fields_.columns.size(); ++c)
      fields_.columns[c].append_rows(rows_->fields.columns[c], next_row_, count);
    next_row_ += count;
    i += count - 1;
  }
  if (kept_.size() < wanted) restrict(batch, batch.every.size() == frames.size());
  return kOk;
}

/// Leaves only the packets in kept_.
void Dissected::restrict(ReadBatch& batch, bool is_every_decoded) {
  if (!batch.is_choosy) {
    batch.rows.resize(batch.frames.frames.size());
    std::iota(batch.rows.begin(), batch.rows.end(), std::size_t{0});
  }
  if (is_every_decoded) {
    for (std::size_t& kept : kept_) kept = batch.rows[kept];
    batch.rows = kept_;
    batch.chosen.pick(batch.every, batch.rows);
  } else {
    spare_.pick(batch.chosen, kept_);
    std::swap(spare_, batch.chosen);
    for (std::size_t i = 0; i < kept_.size(); ++i) batch.rows[i] = batch.rows[kept_[i]];
    batch.rows.resize(kept_.size());
    batch.keys.clear();  // they were those of the packets before
  }
  batch.is_choosy = true;
}

std::vector<std::string> Dissected::defects() const {
  std::vector<std::string> lines;
  for (const dissect::LostPacket& lost : source_->lost())
    lines.push_back("frame " + std::to_string(lost.packet) +
                    " could not be dissected: " + lost.why);
  if (const std::int64_t count = source_->too_large(); count > 0)
    lines.push_back(std::to_string(count) + " values above 2^63-1 are null; --uint64 keeps them");
  return lines;
}

}  // namespace flowstat::walk
