#include "core/base/thread.h"

#include <csignal>
#include <system_error>

namespace flowstat {

Result<std::thread> start_thread(std::function<void()> work) {
  sigset_t every, before;
  sigfillset(&every);
  pthread_sigmask(SIG_SETMASK, &every, &before);  // a thread has the mask of its starter
  std::thread thread;
  Status started = kOk;
  try {
    thread = std::thread(std::move(work));
  } catch (const std::system_error& error) {
    started = Error{std::string("cannot start a thread: ") + error.code().message()};
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (!started.ok()) return started.error();
  return thread;
}

}  // namespace flowstat
