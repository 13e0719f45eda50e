#include "tools/cli/interrupt.h"

#include <unistd.h>

#include <atomic>
#include <csignal>

namespace flowstat::cli {

namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

/// A signal that comes between a look at is_interrupted() and a read that waits would go unseen
/// until the next, so from then on an alarm ends waiting reads once a second.
void ring(int) {
  alarm(1);
}

void note(int) {
  interrupted = true;
  alarm(1);
}

}  // namespace

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = note;
  // Without SA_RESTART a read that waits for a pipe ends; SA_RESETHAND lets a second ^C kill.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
  action.sa_handler = ring;
  action.sa_flags = 0;
  sigaction(SIGALRM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

bool is_interrupted() {
  return interrupted;
}

}  // namespace flowstat::cli
