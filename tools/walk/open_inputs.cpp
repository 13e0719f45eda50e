#include "tools/walk/open_inputs.h"

#include <limits>
#include <optional>

#include "core/base/time.h"
#include "tools/cli/interrupt.h"
#include "tools/cli/progress_text.h"

namespace flowstat::walk {

namespace {

/// The sum, or the largest number there is.
std::int64_t later(std::int64_t time_ns, std::int64_t by_ns) {
  std::int64_t sum = 0;
  const bool is_beyond = __builtin_add_overflow(time_ns, by_ns, &sum);
  return is_beyond ? std::numeric_limits<std::int64_t>::max() : sum;
}

/// `wanted` of a capture that starts `now`, and whose frames come filtered.
Wanted as_times(Wanted wanted, std::int64_t now) {
  wanted.filter.clear();
  if (wanted.start && wanted.start->is_after_first)
    wanted.start = StartTime{later(now, wanted.start->ns), false};
  else if (wanted.duration_ns && !wanted.start)
    wanted.start = StartTime{now, false};
  return wanted;
}

Result<OpenedInputs> open_interface(const InputOptions& options) {
  const Wanted wanted = as_times(options.wanted, now_ns());
  auto selection = Selection::make(wanted);
  if (!selection.ok()) return selection.error();
  cli::let_signals_end_capture();
  std::optional<std::int64_t> end_ns;
  if (wanted.duration_ns) end_ns = later(wanted.start->ns, *wanted.duration_ns);
  auto source = open_live(
      {.interface = options.inputs.interface, .filter = options.wanted.filter, .is_over = [=] {
         return cli::is_capture_ended() || (end_ns && now_ns() >= *end_ns);
       }});
  if (!source.ok()) return source.error();
  const LiveSource* const live = source.value().get();
  return OpenedInputs{std::move(source.value()), std::move(selection.value()), live};
}

}  // namespace

Result<OpenedInputs> open_inputs(const InputOptions& options, const KeptInputs& files,
                                 FrameLife life) {
  if (options.inputs.is_live()) return open_interface(options);
  auto selection = Selection::make(options.wanted);
  if (!selection.ok()) return selection.error();
  auto source = files.open(life);
  if (!source.ok()) return source.error();
  return OpenedInputs{std::move(source.value()), std::move(selection.value())};
}

std::string dropped_text(std::int64_t frames) {
  return cli::with_commas(frames) + (frames == 1 ? " packet was" : " packets were") +
         " dropped, since more came than could be read; a filter helps";
}

}  // namespace flowstat::walk
