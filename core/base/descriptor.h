#pragma once

#include "core/base/bytes.h"

namespace flowstat {

/// A descriptor, closed when it goes away; -1 is none.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  int fd() const { return fd_; }
  int release();

 private:
  int fd_;
};

/// Writes all of `bytes`, as often as it takes; 0 or the error number.
int write_all(int fd, Bytes bytes);

}  // namespace flowstat
