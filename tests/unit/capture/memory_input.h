#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "core/capture/input.h"
#include "tests/unit/hex.h"

/// A file in memory, which gives at most `step_bytes` a read, as a slow pipe does. `end` comes
/// behind its octets; an error there is told once.
class MemoryInput : public flowstat::Input {
 public:
  explicit MemoryInput(Octets octets, std::size_t step_bytes = SIZE_MAX,
                       flowstat::Status end = flowstat::kOk)
      : octets_(std::move(octets)), step_bytes_(step_bytes), end_(std::move(end)) {}

  flowstat::Result<std::size_t> read(std::uint8_t* to, std::size_t room) override {
    const std::size_t count = std::min({room, step_bytes_, octets_.size() - taken_});
    if (count == 0 && !end_.ok()) return std::exchange(end_, flowstat::kOk).error();
    if (count > 0) std::memcpy(to, octets_.data() + taken_, count);
    taken_ += count;
    return count;
  }

  std::int64_t taken_bytes() const override { return static_cast<std::int64_t>(taken_); }
  std::int64_t total_bytes() const override { return static_cast<std::int64_t>(octets_.size()); }

 private:
  Octets octets_;
  std::size_t step_bytes_;
  flowstat::Status end_;
  std::size_t taken_ = 0;
};
