#pragma once

#include <memory>

#include "core/dissect/conversion.h"
#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

/// A capture that is read record by record, without dissection.
class PacketFile {
 public:
  /// Errors: unsupported, if wiretap does not know it for a capture; file.
  static Result<std::unique_ptr<PacketFile>> open(const CapturePath& capture);
  ~PacketFile();
  PacketFile(const PacketFile&) = delete;
  PacketFile& operator=(const PacketFile&) = delete;

  /// Reads on to the next record; false at the end.
  bool read();
  /// The record that was read.
  Record& record() { return record_; }
  bool is_packet() { return record_.header().rec_type == REC_TYPE_PACKET; }
  /// Of a packet, since 1970; INT64_MIN where it has none, or one that int64 cannot hold.
  std::int64_t time_ns();

  wtap* file() const { return file_; }
  const std::string& name() const { return name_; }
  /// Packets that were read, and how it ended.
  Converted outcome() const { return {packets_, ended_}; }

 private:
  PacketFile() = default;

  std::string name_;
  wtap* file_ = nullptr;
  Record record_;
  std::int64_t packets_ = 0;
  Status ended_ = kOk;
};

}  // namespace flowstat::dissect
