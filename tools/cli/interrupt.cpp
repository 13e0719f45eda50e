#include "tools/cli/interrupt.h"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <initializer_list>

namespace flowstat::cli {

namespace {

std::atomic<bool> interrupted = false;
std::atomic<bool> capture_ended = false;
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

void note_end_of_capture(int) {
  capture_ended = true;
}

/// Has `handler` take the signals that end a program, once each: SA_RESETHAND lets a second kill.
/// Those that are ignored stay so, as nohup wants it.
void take_ends(void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = static_cast<int>(SA_RESETHAND) | flags;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

}  // namespace

void catch_signals() {
  take_ends(note, 0);  // without SA_RESTART a read that waits for a pipe ends
  struct sigaction action {};
  action.sa_handler = ring;
  sigaction(SIGALRM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

bool is_interrupted() {
  return interrupted;
}

Status check_interrupt() {
  return is_interrupted() ? Status(Error{"interrupted", Cause::interrupted}) : kOk;
}

void let_signals_end_capture() {
  // With SA_RESTART outputs are written on, while a wait for frames ends all the same.
  take_ends(note_end_of_capture, SA_RESTART);
}

bool is_capture_ended() {
  return capture_ended;
}

}  // namespace flowstat::cli
