#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dissect/dissected_rows.h"
#include "tools/walk/field_source.h"
#include "tools/walk/kept_inputs.h"

namespace flowstat::walk {

/// Who finds Wireshark's fields.
enum class Engine : std::uint8_t { automatic, native, dissector };

/// What is asked of Wireshark's dissectors.
struct DissectOptions {
  dissect::Settings settings;
  dissect::Question question;
  dissect::Workload workload;
  Engine engine = Engine::automatic;
  std::optional<dissect::PrintStyle> print_style;  ///< -T, and -V.
  std::string list_fields;                         ///< A pattern of fields to list; "": none are.

  bool is_wanted() const { return !question.fields.empty() || !question.filter.empty(); }
};

/// The dissector of this process, set up. Errors: unsupported, usage.
Result<dissect::Dissector*> begin_dissector(const DissectOptions& options);

/// Fields of Wireshark's beside the packets that the walk reads: row by row, and only those packets
/// that the display filter takes.
class Dissected : public FieldSource {
 public:
  /// Sets Wireshark up, has `inputs` kept, and lets workers begin. No thread may run yet.
  /// `inputs` must outlive it. Errors: unsupported, usage, filter, file.
  /// A frame that takes long is named on a terminal, unless `is_quiet`.
  static Result<std::unique_ptr<Dissected>> start(const DissectOptions& options, KeptInputs& inputs,
                                                  bool is_quiet);

  std::span<const ColumnSpec> columns() const override { return answer_.columns; }
  std::vector<std::string> notes() const override { return answer_.notes; }
  /// Leaves only the packets of `batch` that the filter takes, and gets their fields.
  Status join(ReadBatch& batch) override;
  const Batch& fields(const FlowWalk&) override { return fields_; }
  /// False if the frames are looked at without a tree.
  bool needs_tree() const { return answer_.needs_tree; }
  std::vector<std::string> defects() const override;

 private:
  Dissected() = default;
  Status wait() const;
  Status want_row(std::int64_t packet);
  void restrict(ReadBatch& batch, bool is_every_decoded);

  dissect::Answer answer_;
  std::unique_ptr<dissect::Nursery> nursery_;
  std::unique_ptr<dissect::DissectedRows> source_;
  const dissect::Rows* rows_ = nullptr;
  std::size_t next_row_ = 0;
  bool names_slow_ = false;
  Batch fields_;
  std::vector<std::size_t> kept_;  // positions among the wanted packets of a batch
  PacketBatch spare_;
};

}  // namespace flowstat::walk
