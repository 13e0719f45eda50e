#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/capture_path.h"
#include "core/base/result.h"
#include "core/capture/block.h"
#include "core/capture/mapped_file.h"

namespace flowstat {

/// Octets that come one after the other: a file, a pipe, what a decompressor makes of either.
class Input {
 public:
  virtual ~Input() = default;

  /// Puts up to `room` octets at `to` and gives how many; 0 is the end.
  /// Errors: damaged, if compressed data break off; file, if the system cannot read.
  virtual Result<std::size_t> read(std::uint8_t* to, std::size_t room) = 0;

  /// Octets taken so far from the file as it lies on disk.
  virtual std::int64_t taken_bytes() const = 0;
  /// Size of the file as it lies on disk; 0 if unknown.
  virtual std::int64_t total_bytes() const = 0;

  /// All octets at once, instead of read(); borrows from this. nullptr: they have to be read.
  virtual MappedFile* mapping() { return nullptr; }
};

/// Opens `capture`, looking through gzip and zstd by content. A plain file whose frames are to live
/// as long as their source is mapped if the system can do it.
/// Errors: file, if it is not there, a folder, not readable or empty.
Result<std::unique_ptr<Input>> open_input(const CapturePath& capture,
                                          FrameLife life = FrameLife::batch);

}  // namespace flowstat
