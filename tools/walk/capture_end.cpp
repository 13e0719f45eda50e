#include "tools/walk/capture_end.h"

#include <atomic>
#include <csignal>

namespace flowstat::walk {

namespace {

std::atomic<bool> ended = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

void note(int) {
  ended = true;
}

}  // namespace

void let_signals_end_capture() {
  struct sigaction action {};
  action.sa_handler = note;
  // With SA_RESTART outputs are written on, while a wait for frames ends all the same.
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

bool is_capture_ended() {
  return ended;
}

}  // namespace flowstat::walk
