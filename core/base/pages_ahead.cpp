#include "core/base/pages_ahead.h"

#include <algorithm>

#include "core/base/pages.h"
#include "core/base/thread.h"

namespace flowstat {

PagesAhead::~PagesAhead() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void PagesAhead::ask(std::span<std::byte> room, std::size_t used) {
  const std::size_t end = std::min(room.size(), used + 2 * kStepBytes);
  // Where the room ends, more is to come when the table has moved to larger room.
  asked_at_ = end == room.size() ? end : end - kStepBytes;
  if (!thread_.joinable()) {
    auto started = start_thread([this] { run(); });
    if (!started.ok()) return;
    thread_ = std::move(started.value());
  }
  {
    const std::lock_guard lock(mutex_);
    wanted_ = room.subspan(used, end - used);
  }
  changed_.notify_one();
}

void PagesAhead::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return !wanted_.empty() || is_stopping_; });
    if (is_stopping_) return;
    const std::span<std::byte> pages = wanted_;
    wanted_ = {};
    lock.unlock();
    touch_pages(pages.data(), pages.size());
    lock.lock();
  }
}

}  // namespace flowstat
