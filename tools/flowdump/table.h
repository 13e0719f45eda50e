#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/columns/background_sink.h"
#include "core/flow/flow_fields.h"
#include "tools/flowdump/packet_table.h"
#include "tools/walk/flow_walk.h"

namespace flowstat::flowdump {

/// What a batch gives to tables.
struct Taken {
  const walk::FlowWalk& walk;
  const Batch& fields;  ///< Wireshark's, a row a packet; no columns where none were asked for.
};

/// A table that is being written: its columns, and the sink behind them.
class Table {
 public:
  virtual ~Table() = default;

  virtual std::string_view name() const = 0;
  /// The columns that are written, as the field tables describe them.
  virtual std::vector<FieldInfo> fields() const = 0;
  /// True if most rows come when the capture ends.
  virtual bool rows_come_late() const = 0;
  /// Adds what the columns need to `asked`.
  virtual void ask(walk::Asked& asked) const = 0;

  /// Takes the rows that the last batch of the walk made.
  virtual Status take(const Taken& taken) = 0;
  /// Takes the rows that the end of the capture makes, and completes the output.
  Status finish(const walk::FlowWalk& walk);

  void write_to(std::unique_ptr<BackgroundSink> sink) { sink_ = std::move(sink); }
  /// Lets rows through as soon as they are there.
  void flush_each_batch() { flushes_ = true; }
  std::int64_t rows() const { return rows_; }

 protected:
  virtual Status take_last(const walk::FlowWalk& walk) = 0;

  /// The batch that rows are added to.
  Batch& batch();
  /// Hands the batch on if it is large enough, or if rows are to be let through.
  Status hand_on();

 private:
  Status give();

  std::unique_ptr<BackgroundSink> sink_;
  std::optional<Batch> batch_;
  bool flushes_ = false;
  std::int64_t rows_ = 0;
};

/// One row a frame. With a preset only those that it has rows for.
std::unique_ptr<Table> make_packet_table(std::vector<PacketColumn> columns, const Preset* preset);

/// One row a flow, in the order in which they end.
/// Behind `fields`, lists of at most `most_values` distinct values of Wireshark's.
std::unique_ptr<Table> make_flow_table(std::vector<FlowField> fields,
                                       std::span<const ColumnSpec> of_wireshark,
                                       std::size_t most_values);

}  // namespace flowstat::flowdump
