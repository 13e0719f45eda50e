#include "tools/flowdump/table.h"

#include "tools/flowdump/flow_values.h"

namespace flowstat::flowdump {

namespace {

/// A batch goes to its sink when it has so many rows or octets: large enough to make the hand-over
/// cheap, small enough for a few of them to stay in cache and memory.
constexpr std::size_t kHandedRows = 16'384;
constexpr std::size_t kHandedBytes = 2'097'152;

class PacketTable : public Table {
 public:
  PacketTable(std::vector<PacketColumn> columns, const Preset* preset)
      : columns_(std::move(columns)), preset_(preset) {}

  std::string_view name() const override { return "packets"; }
  bool rows_come_late() const override { return false; }

  std::vector<FieldInfo> fields() const override {
    std::vector<FieldInfo> infos;
    for (const PacketColumn& column : columns_) infos.push_back(column.info);
    return infos;
  }

  void ask(walk::Asked& asked) const override {
    for (const PacketColumn& column : columns_) {
      if (column.of_flow == nullptr) continue;
      (column.of_flow->asks == Asks::flows ? asked.flows : asked.stream_numbers) = true;
      if (column.of_flow->feature != nullptr) asked.features.push_back(column.of_flow->feature);
    }
  }

  Status take(const Taken& taken) override {
    const walk::FlowWalk& walk = taken.walk;
    const PacketBatch& packets =
        preset_ == nullptr ? walk.packets() : rows_of_preset(walk.packets());
    const PacketsInFlows in_flows(packets.packets(), walk.refs(), walk.numbers(), walk.flows());
    Batch& to = batch();
    for (std::size_t i = 0; i < columns_.size(); ++i)
      columns_[i].fill(packets, in_flows, taken.fields, to.columns[i]);
    return hand_on();
  }

 protected:
  Status take_last(const walk::FlowWalk&) override { return kOk; }

 private:
  const PacketBatch& rows_of_preset(const PacketBatch& packets) {
    preset_rows_.clear();
    for (std::size_t i = 0; i < packets.size(); ++i)
      if (preset_->has_row(packets[i])) preset_rows_.push_back(i);
    preset_packets_.pick(packets, preset_rows_);
    return preset_packets_;
  }

  std::vector<PacketColumn> columns_;
  const Preset* preset_;
  std::vector<std::size_t> preset_rows_;
  PacketBatch preset_packets_;
};

class FlowsTable : public Table {
 public:
  FlowsTable(std::vector<FlowField> fields, std::span<const ColumnSpec> of_wireshark,
             std::size_t most_values)
      : fields_(std::move(fields)), values_(of_wireshark, most_values) {}

  std::string_view name() const override { return "flows"; }
  bool rows_come_late() const override { return true; }

  std::vector<FieldInfo> fields() const override {
    std::vector<FieldInfo> infos;
    for (const FlowField& field : fields_) infos.push_back(field.info);
    for (const ColumnSpec& column : values_.columns()) infos.push_back(column.field);
    return infos;
  }

  void ask(walk::Asked& asked) const override {
    asked.flows = true;
    for (const FlowField& field : fields_) {
      if (field.feature != nullptr) asked.features.push_back(field.feature);
      if (field.info.name == "tcp_stream" || field.info.name == "udp_stream")
        asked.stream_numbers = true;
    }
  }

  Status take(const Taken& taken) override {
    if (!values_.columns().empty()) values_.take(taken.fields, taken.walk.refs());
    return add(taken.walk.flows(), taken.walk.flows().ended());
  }

 protected:
  Status take_last(const walk::FlowWalk& walk) override {
    const std::vector<FlowSlot> live = walk.flows().live();
    for (std::size_t first = 0; first < live.size(); first += kBatchFrames) {
      const std::size_t count = std::min(kBatchFrames, live.size() - first);
      const Status status = add(walk.flows(), std::span(live).subspan(first, count));
      if (!status.ok()) return status;
    }
    return kOk;
  }

 private:
  Status add(const FlowTable& flows, std::span<const FlowSlot> slots) {
    if (slots.empty()) return kOk;
    Batch& to = batch();
    for (std::size_t i = 0; i < fields_.size(); ++i)
      fields_[i].fill({&flows, slots}, to.columns[i]);
    if (!values_.columns().empty())
      for (const FlowSlot slot : slots)
        values_.give(flows[slot].id, std::span(to.columns).subspan(fields_.size()));
    return hand_on();
  }

  std::vector<FlowField> fields_;
  FlowValues values_;
};

}  // namespace

Status Table::finish(const walk::FlowWalk& walk) {
  if (const Status status = take_last(walk); !status.ok()) return status;
  if (const Status status = give(); !status.ok()) return status;
  return sink_->close();
}

Batch& Table::batch() {
  if (!batch_) batch_ = sink_->take_empty();
  return *batch_;
}

Status Table::hand_on() {
  if (batch_->rows() == 0) return kOk;
  if (flushes_) {
    if (const Status status = give(); !status.ok()) return status;
    return sink_->flush();
  }
  if (batch_->rows() < kHandedRows && batch_->used_bytes() < kHandedBytes) return kOk;
  return give();
}

Status Table::give() {
  if (!batch_) return kOk;
  rows_ += static_cast<std::int64_t>(batch_->rows());
  const Status status = sink_->give(std::move(*batch_));
  batch_.reset();
  return status;
}

std::unique_ptr<Table> make_packet_table(std::vector<PacketColumn> columns, const Preset* preset) {
  return std::make_unique<PacketTable>(std::move(columns), preset);
}

std::unique_ptr<Table> make_flow_table(std::vector<FlowField> fields,
                                       std::span<const ColumnSpec> of_wireshark,
                                       std::size_t most_values) {
  return std::make_unique<FlowsTable>(std::move(fields), of_wireshark, most_values);
}

}  // namespace flowstat::flowdump
