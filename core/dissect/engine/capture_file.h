#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/dissect/engine/wireshark.h"

// The name is epan's: what stands behind it is up to each program.
struct packet_provider_data {
  wtap* file = nullptr;
  const frame_data* reference = nullptr;  ///< The frame that relative times count from.
  frame_data reference_frame{};
  const frame_data* shown_before = nullptr;  ///< The last frame that the filter took.
  frame_data shown_frame{};
  const frame_data* captured_before = nullptr;
  frame_data captured_frame{};
  frame_data_sequence* frames = nullptr;  ///< All of them, in two passes.
};

namespace flowstat::dissect {

/// A capture that is being dissected: its file, and epan's state of it. Times of frames follow
/// what tshark does.
class CaptureFile {
 public:
  /// Opens what wiretap can read; "-" is standard input. Error: file.
  static Result<std::unique_ptr<CaptureFile>> open(const std::string& path, bool is_random);
  ~CaptureFile();
  CaptureFile(const CaptureFile&) = delete;
  CaptureFile& operator=(const CaptureFile&) = delete;

  epan_t* session() const { return session_; }
  int file_type() const { return wtap_file_type_subtype(provider_.file); }
  std::int64_t read_bytes() const { return wtap_read_so_far(provider_.file); }

  /// Reads the next record; false at the end, and ended() says which.
  bool read(Record& record, std::int64_t& offset);
  /// Reads a record again. Needs: opened as random.
  bool read_at(Record& record, std::int64_t offset);
  /// Error: damaged, if the file breaks off.
  Status ended() const { return ended_; }

  /// What comes before and after the dissection of a frame.
  void begin(frame_data& frame);
  void end(frame_data& frame, bool is_shown);
  /// Keeps the frame for a second pass.
  void keep(frame_data& frame);
  /// Frames that were kept, from 1.
  frame_data* kept(std::uint32_t number) {
    return frame_data_sequence_find(provider_.frames, number);
  }
  /// Goes back to the first frame, with what was kept.
  void begin_second_pass();

  std::uint32_t total_bytes() const { return total_bytes_; }

 private:
  CaptureFile() = default;
  bool note(bool has_read, int error, char* info);

  packet_provider_data provider_{};
  epan_t* session_ = nullptr;
  std::string path_;
  Status ended_ = kOk;
  nstime_t elapsed_{};
  std::uint32_t total_bytes_ = 0;
};

}  // namespace flowstat::dissect
