#pragma once

#include <memory>

#include "core/dissect/dissector.h"
#include "core/dissect/engine/frame_handler.h"

namespace flowstat::dissect {

/// Prints frames as tshark does, with epan's own printers.
class Printer : public FrameHandler {
 public:
  /// Errors: usage, in tshark's words, for fields and options of fields that are not there.
  static Result<std::unique_ptr<Printer>> make(const Printing& printing);
  ~Printer() override;

  /// Where it prints to, and the name of the capture, before the first frame.
  void begin(FILE* to, const std::string& path);

  bool needs_tree() const override { return printing_.style != PrintStyle::summary; }
  bool needs_visible_tree() const override {
    return needs_tree() && (kPrintsFieldsOfText || printing_.style != PrintStyle::fields);
  }
  column_info* list() override;
  void prime(epan_dissect_t* edt) override { prime_printed(fields_, edt); }
  bool takes_every_record() const override { return true; }
  Status take(std::int64_t packet, const frame_data& frame, epan_dissect_t* edt) override;
  Status finish() override;

 private:
  explicit Printer(const Printing& printing) : printing_(printing) {}
  void print(epan_dissect_t* edt);

  Printing printing_;
  output_fields_t* fields_ = nullptr;
  column_info list_{};
  FILE* to_ = nullptr;
  print_stream_t* stream_ = nullptr;
  json_dumper json_{};
};

}  // namespace flowstat::dissect
