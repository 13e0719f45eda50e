#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/columns/byte_sink.h"
#include "core/connections/holding_output.h"
#include "core/connections/naming.h"
#include "tools/streamdump/options.h"
#include "tools/streamdump/turn_text.h"

namespace flowstat::streamdump {

/// Both directions of each connection in the order in which an application saw them: a file for
/// each below a folder, or one after the other to standard output.
class JoinedOutput : public HoldingOutput {
 public:
  /// Makes the folder options.output, if it is one.
  static Result<std::unique_ptr<JoinedOutput>> open(const Options& options, bool frames_stay);

  Status take(const PacketAt& at, Connection& connection, Pieces& pieces) override;
  Status end_batch() override;
  Status end(Connection& connection, const StreamRowPair& rows) override;
  Status complete(std::span<StreamRow> rows) override;
  Status relieve(Connection& connection, bool is_hard) override;
  Status flush() override { return files_ ? files_->flush() : kOk; }
  Status finish() override;
  std::optional<std::string> tables_folder() const override;

 private:
  JoinedOutput(const Options& options, Naming naming, bool frames_stay);

  Status put_ready(Connection& connection, Until until);
  void stop_waiting(Connection& connection);
  Status put(Connection& connection, const std::array<Side, 2>& sides);
  Status write(Connection& connection, const std::vector<Turn>& turns);
  Status let_go_of_texts();
  Status write_octets(Connection& connection, const Turn& turn);
  Status write_text(Connection& connection, const Turn& turn);
  Status write_bytes(Connection& connection, Bytes bytes);
  Status close_file(Connection& connection, const StreamRowPair& rows);

  const Options& options_;
  Naming naming_;
  ConsoleStyle style_;
  std::unique_ptr<StreamFiles> files_;    // of a folder
  std::unique_ptr<ByteSink> console_;     // or this
  std::deque<std::string> texts_;         // of turns, that files borrow
  std::vector<Connection*> waiting_;      // for being shown at once; nullptr: over
  std::int64_t now_ns_ = Frame::kNoTime;  // of the last packet
};

}  // namespace flowstat::streamdump
