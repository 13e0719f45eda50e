#include "core/stream/writer_shares.h"

#include <algorithm>
#include <thread>

#include "core/base/open_file_limit.h"

namespace flowstat {

namespace {

/// Descriptors for all else that the process has open.
constexpr std::size_t kReserve = 32;
constexpr std::size_t kMostOpen = 1 << 20;

/// With fewer descriptors there are no threads.
constexpr std::size_t kFewDescriptors = 512;

/// More would wait for each other: the system makes one file of a folder at a time.
constexpr std::size_t kMostThreads = 2;

/// How many descriptors the system allows, but the reserve.
std::size_t most_descriptors() {
  const auto allowed =
      static_cast<std::size_t>(std::min<std::uint64_t>(raise_open_file_limit(), kMostOpen));
  return std::max(allowed, kReserve + 2) - kReserve;
}

/// So many that each of them and the caller have a core.
std::size_t most_threads() {
  const std::size_t cores = std::thread::hardware_concurrency();  // 0: nobody knows
  return std::min(std::max<std::size_t>(cores, 1) - 1, kMostThreads);
}

}  // namespace

WriterShares writer_shares(std::size_t most_open) {
  const std::size_t allowed = most_descriptors();
  if (most_open == 0) most_open = allowed;
  WriterShares shares;
  shares.folders = std::clamp<std::size_t>(most_open / 8, 1, 64);
  if (std::min(most_open, allowed) >= kFewDescriptors) shares.threads = most_threads();
  const std::size_t of_thread = shares.folders + 2;  // the folder of all, and a file
  const std::size_t others = shares.folders + shares.threads * of_thread;
  shares.files = std::max(most_open, others + 1) - others;
  return shares;
}

}  // namespace flowstat
