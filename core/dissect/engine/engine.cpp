#include <ctime>

#include "core/dissect/dissector.h"
#include "core/dissect/engine/capture_file.h"
#include "core/dissect/engine/convert.h"
#include "core/dissect/engine/dissection.h"
#include "core/dissect/engine/names.h"
#include "core/dissect/engine/printer.h"
#include "core/dissect/engine/row_maker.h"
#include "core/dissect/engine/set_up.h"

namespace flowstat::dissect {

namespace {

class Engine : public Dissector {
 public:
  std::string version() const override {
    int major = 0;
    int minor = 0;
    int micro = 0;
    epan_get_version_number(&major, &minor, &micro);
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(micro);
  }

  Status set_up(const Settings& settings) override { return set_up_wireshark(settings); }

  Result<Answer> ask(const Question& question) override {
    Answer answer;
    auto columns = choose_field_columns(question, strings_, answer.notes);
    if (!columns.ok()) return columns.error();
    if (const Status set = set_filter(question.filter); !set.ok()) return set.error();
    question_ = question;
    columns_ = std::move(columns.value());
    for (const FieldColumn& column : columns_) answer.columns.push_back(column.spec);
    return answer;
  }

  Status dissect(const std::string& path, const Part& part, Pulse& pulse, RowTaker& to) override {
    auto file = CaptureFile::open(path, question_.has_two_passes);
    if (!file.ok()) return file.error();
    RowMaker rows(question_, columns_, pulse, to);
    return Dissection(*file.value(), filter_, part, pulse, rows).run(question_.has_two_passes);
  }

  Status prepare(const Printing& printing) override {
    auto printer = Printer::make(printing);
    if (!printer.ok()) return printer.error();
    printer_ = std::move(printer.value());
    question_.has_two_passes = printing.has_two_passes;
    count_ = printing.count;
    return set_filter(printing.filter);
  }

  Status print(const std::string& path, Pulse& pulse, FILE* to) override {
    auto file = CaptureFile::open(path, question_.has_two_passes);
    if (!file.ok()) return file.error();
    printer_->begin(to, path);
    Part all;
    if (count_ > 0) all.last_packet = count_;
    return Dissection(*file.value(), filter_, all, pulse, *printer_).run(question_.has_two_passes);
  }

  Status convert(const Conversion& conversion, int to, Pulse& pulse,
                 std::vector<Converted>& converted) override {
    begin_wiretap(conversion.program);
    return convert_captures(conversion, to, pulse, converted);
  }

  std::string list_fields(const std::string& pattern) override { return fields_like(pattern); }

 private:
  Status set_filter(const std::string& text) {
    if (text.empty()) return kOk;
    const std::string wrong = compile_filter(text, &filter_);
    if (wrong.empty()) return kOk;
    return Error{"display filter '" + text + "': " + wrong, Cause::filter};
  }

  Question question_;
  Strings strings_;
  std::vector<FieldColumn> columns_;
  dfilter_t* filter_ = nullptr;
  std::unique_ptr<Printer> printer_;
  std::int64_t count_ = 0;
};

}  // namespace

}  // namespace flowstat::dissect

extern "C" [[gnu::visibility("default")]] flowstat::dissect::Dissector* flowstat_open_dissector() {
  static flowstat::dissect::Engine engine;
  return &engine;
}
