#include "tools/cli/interrupt.h"

#include <csignal>

namespace flowstat::cli {

namespace {

volatile std::sig_atomic_t interrupted = 0;

void note(int) {
  interrupted = 1;
}

}  // namespace

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = note;
  // Without SA_RESTART a read that waits for a pipe ends; SA_RESETHAND lets a second ^C kill.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

bool is_interrupted() {
  return interrupted != 0;
}

}  // namespace flowstat::cli
