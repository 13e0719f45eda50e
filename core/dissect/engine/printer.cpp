#include "core/dissect/engine/printer.h"

#include "core/dissect/engine/names.h"
#include "core/dissect/engine/summary_line.h"

namespace flowstat::dissect {

namespace {

/// tshark's words, and the nearest of the fields there are.
Error no_fields(GSList* invalid) {
  std::string message = "some fields aren't valid:";
  for (const GSList* each = invalid; each != nullptr; each = each->next) {
    const auto* const name = static_cast<const char*>(each->data);
    const std::string near = nearest_field(name);
    message.append("\n\t").append(name);
    if (!near.empty()) message.append(" (did you mean ").append(near).append("?)");
  }
  return {message, Cause::usage};
}

}  // namespace

Result<std::unique_ptr<Printer>> Printer::make(const Printing& printing) {
  std::unique_ptr<Printer> made(new Printer(printing));
  const bool is_fields = printing.style == PrintStyle::fields;
  if (is_fields && printing.fields.empty())
    return Error{R"("-Tfields" was specified, but no fields were specified with "-e".)",
                 Cause::usage};
  made->fields_ = output_fields_new();
  for (const std::string& field : printing.fields)
    output_fields_add(made->fields_, printed_name(field.c_str()));
  for (const std::string& option : printing.options) {
    std::string buffer = option;  // which Wireshark writes into
    if (!output_fields_set_option(made->fields_, buffer.data()))
      return Error{"-E does not know '" + option +
                       "'; there are bom, header, separator, occurrence, aggregator, quote and "
                       "escape",
                   Cause::usage};
  }
  GSList* const invalid = output_fields_valid(made->fields_);
  if (invalid != nullptr) {
    Error error = no_fields(invalid);
    g_slist_free(invalid);
    return error;
  }
  const bool has_columns =
      printing.style == PrintStyle::summary || output_fields_has_cols(made->fields_);
  if (has_columns) build_column_format_array(&made->list_, prefs.num_cols, true);
  return made;
}

Printer::~Printer() {
  if (fields_ != nullptr) output_fields_free(fields_);
}

column_info* Printer::list() {
  return list_.num_cols > 0 ? &list_ : nullptr;
}

void Printer::begin(FILE* to, const std::string& path) {
  to_ = to;
  switch (printing_.style) {
    case PrintStyle::fields: write_fields_preamble(fields_, to); break;
    case PrintStyle::json: json_ = write_json_preamble(to); break;
    case PrintStyle::pdml: write_pdml_preamble(to, path.c_str()); break;
    case PrintStyle::details: stream_ = print_stream_text_stdio_new(to); break;
    case PrintStyle::ek:
    case PrintStyle::summary: break;
  }
}

Status Printer::take(std::int64_t, const frame_data&, epan_dissect_t* edt) {
  if (list() != nullptr) epan_dissect_fill_in_columns(edt, false, true);
  print(edt);
  return ferror(to_) != 0 ? Status(Error{"nobody reads any more", Cause::broken_pipe}) : kOk;
}

void Printer::print(epan_dissect_t* edt) {
  output_fields_t* const fields = printing_.fields.empty() ? nullptr : fields_;
  switch (printing_.style) {
    case PrintStyle::fields:
      write_fields_proto_tree(fields_, edt, &list_, to_);
      std::fputc('\n', to_);
      break;
    case PrintStyle::json: print_json(fields, edt, &list_, &json_); break;
    case PrintStyle::ek: print_ek(fields, edt, &list_, to_); break;
    case PrintStyle::pdml:
      print_pdml(fields, edt, &list_, to_);
      std::fputc('\n', to_);
      break;
    case PrintStyle::details:
      proto_tree_print(print_dissections_expanded, false, edt, nullptr, stream_);
      print_line(stream_, 0, "");
      break;
    case PrintStyle::summary: {
      const std::string line = summary_line(list_) + '\n';
      std::fwrite(line.data(), 1, line.size(), to_);
      break;
    }
  }
}

Status Printer::finish() {
  switch (printing_.style) {
    case PrintStyle::fields: write_fields_finale(fields_, to_); break;
    case PrintStyle::json: write_json_finale(&json_); break;
    case PrintStyle::pdml: write_pdml_finale(to_); break;
    case PrintStyle::ek:
    case PrintStyle::details:
    case PrintStyle::summary: break;
  }
  std::fflush(to_);
  return kOk;
}

}  // namespace flowstat::dissect
