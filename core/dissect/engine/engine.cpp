#include <algorithm>
#include <memory>

#include "core/dissect/dissector.h"
#include "core/dissect/engine/capture_file.h"
#include "core/dissect/engine/convert.h"
#include "core/dissect/engine/dissection.h"
#include "core/dissect/engine/followers.h"
#include "core/dissect/engine/names.h"
#include "core/dissect/engine/object_finder.h"
#include "core/dissect/engine/printer.h"
#include "core/dissect/engine/row_maker.h"
#include "core/dissect/engine/set_up.h"
#include "core/dissect/engine/stream_follower.h"
#include "core/dissect/engine/tapped_row_maker.h"

namespace flowstat::dissect {

namespace {

template <class Named>
std::vector<Protocol> protocols_of(const std::vector<Named>& all) {
  std::vector<Protocol> protocols;
  for (const Named& each : all) {
    const int id = proto_get_id_by_filter_name(each.name.c_str());
    protocols.push_back({each.name, proto_get_protocol_long_name(find_protocol_by_id(id))});
  }
  return protocols;
}

class Engine : public Dissector {
 public:
  Status set_up(const Settings& settings) override { return set_up_wireshark(settings); }

  Result<Answer> ask(const Question& question) override {
    Answer answer;
    auto columns = choose_field_columns(question, strings_, answer.notes);
    if (!columns.ok()) return columns.error();
    if (const Status set = set_filter(question.filter); !set.ok()) return set.error();
    question_ = question;
    columns_ = std::move(columns.value());
    for (const FieldColumn& column : columns_) answer.columns.push_back(column.spec);
    answer.needs_tree = !TappedRowMaker::can_make(question_);
    return answer;
  }

  Status dissect(const std::string& path, const Part& part, Pulse& pulse, RowTaker& to) override {
    auto file = CaptureFile::open(path, question_.has_two_passes);
    if (!file.ok()) return file.error();
    const auto rows = make_rows(pulse, to);
    if (!rows.ok()) return rows.error();
    return Dissection(*file.value(), filter_, part, pulse, *rows.value())
        .run(question_.has_two_passes);
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
    const Part all;
    return Dissection(*file.value(), filter_, all, pulse, *printer_)
        .run(question_.has_two_passes, count_ > 0 ? count_ : INT64_MAX);
  }

  Status convert(const Conversion& conversion, int to, Pulse& pulse,
                 std::vector<Converted>& converted) override {
    begin_wiretap(conversion.program);
    return convert_captures(conversion, to, pulse, converted);
  }

  std::vector<Protocol> followers() override { return protocols_of(all_followers()); }
  std::vector<Protocol> exporters() override { return protocols_of(all_exporters()); }

  Status follow(const std::string& path, const std::string& name, const Part& part, Pulse& pulse,
                FollowTaker& to) override {
    const auto all = all_followers();
    const auto follower = std::ranges::find(all, name, &Follower::name);
    if (follower == all.end()) return Error{"nothing follows " + name, Cause::usage};
    StreamFollower handler(*follower, to);
    if (Status heard = handler.listen(question_.filter); !heard.ok()) return heard;
    return listen(path, part, pulse, handler);
  }

  Status export_objects(const std::string& path, const std::vector<std::string>& names,
                        const Part& part, Pulse& pulse, ObjectTaker& to) override {
    ObjectFinder handler(to);
    for (const Exporter& exporter : all_exporters()) {
      if (std::ranges::find(names, exporter.name) == names.end()) continue;
      const Status heard = handler.listen(exporter, question_.filter);
      if (!heard.ok()) return heard;
    }
    return listen(path, part, pulse, handler);
  }

  std::string list_fields(const std::string& pattern) override { return fields_like(pattern); }

 private:
  Status set_filter(const std::string& text) {
    if (text.empty()) return kOk;
    const std::string wrong = compile_filter(text, &filter_);
    if (wrong.empty()) return kOk;
    return Error{"display filter '" + text + "': " + wrong, Cause::filter};
  }

  /// Who makes the rows of the question, with as little of Wireshark as it takes.
  Result<std::unique_ptr<RowMaker>> make_rows(Pulse& pulse, RowTaker& to) const {
    if (!TappedRowMaker::can_make(question_))
      return std::make_unique<RowMaker>(question_, columns_, pulse, to);
    auto rows = std::make_unique<TappedRowMaker>(question_, columns_, pulse, to);
    if (const Status heard = rows->listen(); !heard.ok()) return heard.error();
    return std::unique_ptr<RowMaker>(std::move(rows));
  }

  /// Goes through the capture for those who listen; the filter is theirs.
  Status listen(const std::string& path, const Part& part, Pulse& pulse, FrameHandler& handler) {
    auto file = CaptureFile::open(path, question_.has_two_passes);
    if (!file.ok()) return file.error();
    return Dissection(*file.value(), nullptr, part, pulse, handler).run(question_.has_two_passes);
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
