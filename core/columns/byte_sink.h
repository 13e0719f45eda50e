#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace flowstat {

/// Where the octets of an output go: a file, standard output, a compressor before either.
class ByteSink {
 public:
  virtual ~ByteSink() = default;

  /// Takes all of `bytes`, which are borrowed for the call only.
  virtual Status write(Bytes bytes) = 0;

  /// Hands on what is held back, so that a reader at the other end of a pipe sees it.
  virtual Status flush() = 0;

  /// The end: makes the output complete and, where it is a file, puts it under its final name.
  /// What was not closed leaves nothing behind.
  virtual Status close() = 0;
};

}  // namespace flowstat
