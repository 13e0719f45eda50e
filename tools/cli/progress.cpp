#include "tools/cli/progress.h"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "tools/cli/progress_text.h"
#include "tools/cli/terminal.h"

namespace flowstat::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto kFirst = 500ms;  // what is done by then needs no line
constexpr auto kEvery = 200ms;

}  // namespace

Progress::Progress(Wanted wanted)
    : is_wanted_(wanted == Wanted::yes && is_terminal(STDERR_FILENO)),
      started_(Clock::now()),
      next_(started_ + kFirst) {}

Progress::~Progress() {
  clear();
}

void Progress::update(std::int64_t done_bytes, std::int64_t total_bytes, std::int64_t packets) {
  if (!is_wanted_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kEvery;

  const std::chrono::duration<double> elapsed = now - started_;
  std::string text = progress_text({done_bytes, total_bytes, packets, elapsed.count()});
  // A line that wraps could not be redrawn.
  const auto columns = static_cast<std::size_t>(terminal_columns(STDERR_FILENO));
  if (text.size() >= columns) text.resize(columns - 1);
  std::fprintf(stderr, "\r%s\033[K", text.c_str());
  std::fflush(stderr);
  is_drawn_ = true;
}

void Progress::clear() {
  if (!is_drawn_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  is_drawn_ = false;
}

}  // namespace flowstat::cli
