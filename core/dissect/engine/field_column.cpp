#include "core/dissect/engine/field_column.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "core/dissect/column_name.h"
#include "core/dissect/engine/names.h"
#include "core/dissect/engine/value_string.h"

namespace flowstat::dissect {

namespace {

constexpr std::string_view kListPrefix = "_ws.col.";

/// What the values of one field type are.
struct TypeRow {
  ftenum type;
  CellKind kind;
  Type cell;
};
constexpr TypeRow kTypes[] = {
    {FT_NONE, CellKind::presence, Type::boolean},
    {FT_PROTOCOL, CellKind::presence, Type::boolean},
    {FT_BOOLEAN, CellKind::truth, Type::boolean},
    {FT_CHAR, CellKind::unsigned_int, Type::u8},
    {FT_UINT8, CellKind::unsigned_int, Type::u8},
    {FT_UINT16, CellKind::unsigned_int, Type::u16},
    {FT_UINT24, CellKind::unsigned_int, Type::u32},
    {FT_UINT32, CellKind::unsigned_int, Type::u32},
    {FT_FRAMENUM, CellKind::unsigned_int, Type::u32},
    {FT_IPXNET, CellKind::unsigned_int, Type::u32},
    {FT_UINT40, CellKind::unsigned_long, Type::i64},
    {FT_UINT48, CellKind::unsigned_long, Type::i64},
    {FT_UINT56, CellKind::unsigned_long, Type::i64},
    {FT_UINT64, CellKind::unsigned_long, Type::i64},
    {FT_INT8, CellKind::signed_int, Type::i8},
    {FT_INT16, CellKind::signed_int, Type::i16},
    {FT_INT24, CellKind::signed_int, Type::i32},
    {FT_INT32, CellKind::signed_int, Type::i32},
    {FT_INT40, CellKind::signed_long, Type::i64},
    {FT_INT48, CellKind::signed_long, Type::i64},
    {FT_INT56, CellKind::signed_long, Type::i64},
    {FT_INT64, CellKind::signed_long, Type::i64},
    {FT_FLOAT, CellKind::floating, Type::f64},
    {FT_DOUBLE, CellKind::floating, Type::f64},
    {FT_ABSOLUTE_TIME, CellKind::time, Type::time},
    {FT_RELATIVE_TIME, CellKind::duration, Type::duration},
    {FT_STRING, CellKind::text, Type::text},
    {FT_STRINGZ, CellKind::text, Type::text},
    {FT_UINT_STRING, CellKind::text, Type::text},
    {FT_STRINGZPAD, CellKind::text, Type::text},
    {FT_STRINGZTRUNC, CellKind::text, Type::text},
    {FT_ETHER, CellKind::mac, Type::mac_address},
    {FT_BYTES, CellKind::octets, Type::binary},
    {FT_UINT_BYTES, CellKind::octets, Type::binary},
    {FT_IPv4, CellKind::ipv4, Type::ip_address},
    {FT_IPv6, CellKind::ipv6, Type::ip_address},
};
/// Whatever else there is: identifiers that Wireshark alone knows how to print.
constexpr TypeRow kPrinted{FT_NUM_TYPES, CellKind::printed, Type::text};

TypeRow row_of(ftenum type) {
  const auto* row = std::ranges::find(kTypes, type, &TypeRow::type);
  return row == std::end(kTypes) ? kPrinted : *row;
}

/// What holds the values of both.
TypeRow wider(const TypeRow& one, const TypeRow& other) {
  if (one.kind == other.kind) return one.cell > other.cell ? one : other;
  const auto is_integer = [](CellKind kind) {
    return kind >= CellKind::unsigned_int && kind <= CellKind::signed_long;
  };
  const auto is_unsigned = [](CellKind kind) {
    return kind == CellKind::unsigned_int || kind == CellKind::unsigned_long;
  };
  if (!is_integer(one.kind) || !is_integer(other.kind)) return kPrinted;
  if (is_unsigned(one.kind) != is_unsigned(other.kind)) return kPrinted;
  return one.cell == Type::i64 ? one : other;
}

/// What the frame itself tells.
struct FrameField {
  std::string_view name;
  CellKind kind;
  Type cell;
};
constexpr FrameField kFrameFields[] = {
    {"frame.number", CellKind::frame_number, Type::u32},
    {"frame.len", CellKind::frame_length, Type::u32},
    {"frame.cap_len", CellKind::frame_captured, Type::u32},
    {"frame.time_epoch", CellKind::frame_time, Type::time},
};

const FrameField* find_frame_field(std::string_view name) {
  const auto* const found = std::ranges::find(kFrameFields, name, &FrameField::name);
  return found == std::end(kFrameFields) ? nullptr : found;
}

/// The first of all fields called `name`.
const header_field_info* find(const std::string& name) {
  const header_field_info* field = proto_registrar_get_byname(name.c_str());
  if (field == nullptr) return nullptr;
  while (field->same_name_prev_id != -1)
    field = proto_registrar_get_nth(static_cast<guint>(field->same_name_prev_id));
  return field;
}

Error no_field(const std::string& name) {
  const std::string near = nearest_field(name);
  return {"no field '" + name + "'" + (near.empty() ? "" : "; did you mean '" + near + "'?") +
              " (--list-fields PATTERN searches them)",
          Cause::usage};
}

/// The sentence that a column says of itself.
std::string about(const header_field_info& field) {
  std::string text = field.name == nullptr ? "" : field.name;
  if (field.blurb != nullptr && *field.blurb != '\0' && text != field.blurb)
    text.append(": ").append(field.blurb);
  return text;
}

bool is_of_frame(std::string_view name) {
  return name.starts_with("frame.") && name != "frame.comment";
}

/// Names as those see them who make no difference between letters of either case, nor between a
/// dot and an underscore.
std::string folded(const std::string& name) {
  std::string made = column_name(name, FieldNames::sql);
  for (char& c : made) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return made;
}

class Chooser {
 public:
  Chooser(const Question& question, Strings& strings, std::vector<std::string>& notes)
      : question_(question), strings_(strings), notes_(notes) {}

  Status add(const std::string& name) {
    if (std::ranges::count(question_.fields, name) > 1)
      return Error{"field '" + name + "' is named twice", Cause::usage};
    if (name.starts_with(kListPrefix)) return add_list_column(name);
    const header_field_info* const first = find(name);
    if (first == nullptr) return no_field(name);
    if (const FrameField* const of_frame = find_frame_field(name)) {
      add_column(name, {FT_UINT32, of_frame->kind, of_frame->cell}, *first, false);
      return kOk;
    }
    add_field(name, *first);
    return kOk;
  }

  std::vector<FieldColumn> take() { return std::move(columns_); }

 private:
  void add_field(const std::string& name, const header_field_info& first) {
    TypeRow type = row_of(first.type);
    std::vector<int> ids;
    bool has_words = false;
    for (const header_field_info* each = &first; each != nullptr; each = each->same_name_next) {
      ids.push_back(each->id);
      type = wider(type, row_of(each->type));
      has_words |= has_value_strings(*each);
    }
    if (question_.keeps_uint64 && type.kind == CellKind::unsigned_long) type.cell = Type::u64;
    const bool repeats = question_.occurrence == Occurrence::all && !is_of_frame(name) &&
                         type.kind != CellKind::presence;
    const std::size_t found = columns_.size();
    const bool is_instead = has_words && question_.value_strings == ValueStrings::instead;
    const TypeRow words{FT_STRING, CellKind::words, Type::text};
    FieldColumn& column = add_column(name, is_instead ? words : type, first, repeats);
    column.ids = ids;
    column.found = found;
    if (!has_words || question_.value_strings != ValueStrings::beside) return;
    FieldColumn& text = add_column(name + ".text", words, first, repeats);
    text.found = found;
  }

  Status add_list_column(const std::string& name) {
    header_field_info none{};
    none.abbrev = strings_.emplace_back(name).c_str();
    none.name = strings_.emplace_back("Column of the packet list").c_str();
    FieldColumn& column =
        add_column(name, {FT_STRING, CellKind::list_column, Type::text}, none, false);
    column.list_title = name.substr(kListPrefix.size());
    return kOk;
  }

  FieldColumn& add_column(const std::string& name, const TypeRow& type,
                          const header_field_info& field, bool repeats) {
    FieldInfo info{.name = called(name), .about = ""};
    info.wireshark = field.abbrev;
    info.about = strings_.emplace_back(about(field));
    info.type = type.cell;
    info.nullable = type.kind != CellKind::presence;
    info.repeats = repeats;
    FieldColumn& column = columns_.emplace_back();
    column.kind = type.kind;
    column.spec = column_spec(info, question_.rendering);
    column.found = columns_.size() - 1;
    return column;
  }

  /// What the column of `name` is called: another number behind it for each that looks the same.
  std::string_view called(const std::string& name) {
    std::string made = column_name(name, question_.names);
    const int seen = ++seen_[folded(name)];
    if (seen > 1) {
      made += "_" + std::to_string(seen);
      notes_.push_back("the column of " + name + " is called " + made +
                       ", as there is another that differs in nothing but case or dots");
    }
    return strings_.emplace_back(made);
  }

  const Question& question_;
  Strings& strings_;
  std::vector<std::string>& notes_;
  std::vector<FieldColumn> columns_;
  std::map<std::string, int> seen_;
};

}  // namespace

bool is_told_by_frame(std::string_view field) {
  return find_frame_field(field) != nullptr;
}

Result<std::vector<FieldColumn>> choose_field_columns(const Question& question, Strings& strings,
                                                      std::vector<std::string>& notes) {
  Chooser chooser(question, strings, notes);
  for (const std::string& name : question.fields)
    if (const Status added = chooser.add(name); !added.ok()) return added.error();
  return chooser.take();
}

}  // namespace flowstat::dissect
