#pragma once

#include <memory>
#include <span>

#include "core/dissect/engine/packet_file.h"

namespace flowstat::dissect {

/// Writes records of several captures into one pcapng file.
class PacketWriter {
 public:
  virtual ~PacketWriter() = default;

  /// Writes the record that `file`, the capture of number `index`, has read.
  /// Errors: unsupported, if pcapng cannot hold it; file.
  virtual Status write(std::size_t index, PacketFile& file) = 0;
  /// Completes the file.
  virtual Status finish() = 0;
};

/// Writes as Recording::octets says, to the descriptor `to`, which stays open.
std::unique_ptr<PacketWriter> make_octet_writer(int to);

/// Writes as Recording::all says. `files` must outlive it.
Result<std::unique_ptr<PacketWriter>> make_record_writer(
    std::span<const std::unique_ptr<PacketFile>> files, int to);

}  // namespace flowstat::dissect
