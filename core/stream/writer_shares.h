#pragma once

#include <cstddef>

namespace flowstat {

/// Descriptors, by what they are for.
struct WriterShares {
  std::size_t folders = 0;  ///< Of the caller, and of each thread.
  std::size_t files = 0;    ///< Of the caller.
  std::size_t threads = 0;  ///< How many there are to be.
};

/// Shares of `most_open` descriptors; 0: all that the system allows, but a reserve. Raises
/// RLIMIT_NOFILE as far as allowed.
WriterShares writer_shares(std::size_t most_open);

}  // namespace flowstat
