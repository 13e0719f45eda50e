#include "tools/walk/native_fields.h"

#include <algorithm>

#include "core/dissect/column_name.h"

namespace flowstat::walk {

using native::NativeField;
using native::Reads;

native::Interest interest_of(const dissect::Question& question) {
  native::Interest interest;
  for (const std::string& name : question.fields) {
    const NativeField& field = *native::find_native_field(name);
    interest.of_transport |= field.layer == Protocol::tcp || field.layer == Protocol::udp;
    interest.of_streams |= field.reads == Reads::stream;
    interest.of_times |= field.reads == Reads::times;
  }
  return interest;
}

NativeFields::NativeFields(const dissect::Question& question, bool is_checked)
    : occurrence_(question.occurrence), interest_(interest_of(question)), is_checked_(is_checked) {
  for (const std::string& name : question.fields) {
    const NativeField& field = *native::find_native_field(name);
    fields_.push_back(&field);
    FieldInfo info = field.info;
    info.name = names_.emplace_back(dissect::column_name(name, question.names));
    info.repeats &= occurrence_ == dissect::Occurrence::all;
    columns_.push_back(column_spec(info, question.rendering));
  }
  batch_ = make_batch(columns_);
}

/// Notes when the frame before each packet came.
Status NativeFields::join(ReadBatch& batch) {
  const std::span<const Frame> frames = batch.frames.frames;
  before_ns_.clear();
  std::size_t next = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (!has_first_) {
      first_ns_ = frames[i].time_ns;
      last_ns_ = native::has_first_delta() ? first_ns_ : Frame::kNoTime;
    }
    has_first_ = true;
    const bool is_taken = !batch.is_choosy || (next < batch.rows.size() && batch.rows[next] == i);
    if (is_taken) before_ns_.push_back(last_ns_);
    next += is_taken ? 1 : 0;
    last_ns_ = frames[i].time_ns;
  }
  if (!is_checked_) note_odd(batch.wanted());
  return kOk;
}

void NativeFields::note_odd(const PacketBatch& packets) {
  for (std::size_t i = 0; i < packets.size(); ++i) {
    const std::string_view why = native::why_not_plain(packets[i], interest_);
    if (why.empty()) continue;
    if (odd_++ == 0)
      first_odd_ = "frame " + std::to_string(packets[i].frame.number) + " " + std::string(why);
  }
}

const Batch& NativeFields::fields(const FlowWalk& walk) {
  batch_.clear();
  const native::NativeRows rows{walk.packets(), walk.numbers(), first_ns_, before_ns_};
  for (std::size_t i = 0; i < fields_.size(); ++i)
    fields_[i]->fill(rows, occurrence_, batch_.columns[i]);
  return batch_;
}

std::vector<std::string> NativeFields::defects() const {
  if (odd_ == 0) return {};
  return {"Wireshark may find more fields or other ones in " + std::to_string(odd_) +
          (odd_ == 1 ? " frame" : " frames") + " (" + first_odd_ + "); --engine dissector asks it"};
}

}  // namespace flowstat::walk
