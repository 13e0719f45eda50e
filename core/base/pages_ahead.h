#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <span>
#include <thread>

namespace flowstat {

/// Touches the pages of a growing table shortly before the table comes to them, in a thread of its
/// own.
///
/// The system clears a page when it is first touched. Of the time in which a million flows are
/// taken that is a tenth, and a quarter where the host of a virtual machine has to find the memory
/// first. Small tables start no thread. Without one pages are touched by who uses them.
class PagesAhead {
 public:
  PagesAhead() = default;
  ~PagesAhead();
  PagesAhead(const PagesAhead&) = delete;
  PagesAhead& operator=(const PagesAhead&) = delete;

  /// Called as the table grows: of the octets that it has room for, `used` are in use or will be
  /// at once.
  void note(std::span<std::byte> room, std::size_t used) {
    if (used >= asked_at_) ask(room, used);
  }

 private:
  /// One or two of them are touched ahead: hundreds of pages, so that the thread seldom has to
  /// wake.
  static constexpr std::size_t kStepBytes = 1'048'576;

  void ask(std::span<std::byte> room, std::size_t used);
  void run();

  std::size_t asked_at_ = kStepBytes;  // the use at which more is asked for
  std::thread thread_;

  std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::span<std::byte> wanted_;
  bool is_stopping_ = false;
};

}  // namespace flowstat
