#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>

#include "core/base/bytes.h"
#include "core/base/time.h"

namespace flowstat {

/// Writes a nanosecond pcap file of Ethernet frames, little-endian.
class PcapWriter {
 public:
  explicit PcapWriter(const char* path) : file_(std::fopen(path, "wb")) {
    if (!file_) return;
    const std::uint32_t header[] = {0xa1b23c4d, 4U << 16 | 2, 0, 0, 262144, 1};
    put(header, sizeof header);
  }
  bool is_open() const { return file_ != nullptr; }

  void write(std::int64_t time_ns, Bytes frame, std::uint32_t wire_bytes) {
    const std::uint32_t header[] = {static_cast<std::uint32_t>(time_ns / kNsPerSecond),
                                    static_cast<std::uint32_t>(time_ns % kNsPerSecond),
                                    static_cast<std::uint32_t>(frame.size()), wire_bytes};
    put(header, sizeof header);
    put(frame.data(), frame.size());
  }
  std::uint64_t bytes() const { return bytes_; }
  bool close() { return std::fclose(file_.release()) == 0; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void put(const void* from, std::size_t size) {
    bytes_ += std::fwrite(from, 1, size, file_.get());
  }

  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t bytes_ = 0;
};

}  // namespace flowstat
