#pragma once

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/stream/file_name.h"
#include "core/stream/stream_fields.h"
#include "core/stream/stream_files.h"
#include "tools/streamdump/options.h"
#include "tools/walk/flow_walk.h"

namespace flowstat::streamdump {

/// The TCP connections of a walk, each with its two streams, and the files that these go to.
class Connections {
 public:
  /// `files`: nullptr where octets go nowhere. `naming` and `files` must outlive this.
  Connections(const Options& options, const NameTemplate& naming, StreamFiles* files)
      : options_(options), naming_(naming), files_(files), writer_(options.overlap) {}

  /// Features that rows need of the walk's flows.
  static std::vector<const Feature*> features();

  /// Takes the walk's batch, and gives the rows of streams that ended in it. Error: of the files.
  Status take(const walk::FlowWalk& walk, std::vector<StreamRow>& rows);
  /// Ends all that are left, some at a time: adds rows until there are `most`, or no more streams.
  Status end_all(const walk::FlowWalk& walk, std::size_t most, std::vector<StreamRow>& rows);

 private:
  static constexpr StreamFiles::File kNoFile = UINT32_MAX;

  struct Way {
    ByteStream stream;
    StreamFiles::File file = kNoFile;
    std::string path;
  };
  struct Connection {
    bool is_wanted = false;
    std::array<Way, 2> ways;
  };
  /// Where a way's pieces go.
  struct Store {
    StreamFiles* files;
    StreamFiles::File file;
    Status write(std::int64_t offset, Bytes bytes) { return files->write(file, offset, bytes); }
    Status read_back(std::int64_t offset, std::span<std::uint8_t> to) {
      return files->read_back(file, offset, to);
    }
  };

  Status take_packet(const walk::FlowWalk& walk, std::size_t i);
  Connection& connection_of(const walk::FlowWalk& walk, std::size_t i);
  Status write(const walk::FlowWalk& walk, std::size_t i, Way& way);
  void name(const walk::FlowWalk& walk, std::size_t i, Way& way);
  Status end(const walk::FlowWalk& walk, FlowSlot slot, bool is_reused,
             std::vector<StreamRow>& rows);
  Status end_way(Way& way, StreamRow& row, std::vector<StreamRow>& rows);

  const Options& options_;
  const NameTemplate& naming_;
  StreamFiles* files_;
  PieceWriter<Store> writer_;
  Pieces pieces_;
  std::vector<std::unique_ptr<Connection>> by_slot_;  // nullptr: not of TCP, or over
  std::vector<FlowSlot> left_;                        // of end_all()
  std::size_t next_left_ = 0;
  bool is_ending_ = false;
  std::unordered_map<std::string, std::int64_t>
      names_;  // how often each was given, where it may be again
};

}  // namespace flowstat::streamdump
