#include "tools/cli/interrupt.h"

#include <atomic>
#include <csignal>

namespace flowstat::cli {

namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

void note(int) {
  interrupted = true;
}

}  // namespace

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = note;
  // Without SA_RESTART a read that waits for a pipe ends; SA_RESETHAND lets a second ^C kill.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

bool is_interrupted() {
  return interrupted;
}

}  // namespace flowstat::cli
