#include "tools/walk/list_fields.h"

#include "core/base/any_case.h"
#include "core/fields/type_name.h"
#include "core/native/native_field.h"

namespace flowstat::walk {

namespace {

std::string native_fields_like(std::string_view pattern) {
  std::string list;
  for (const native::NativeField& field : native::native_fields()) {
    const FieldInfo& info = field.info;
    if (!holds_in_any_case(info.name, pattern) && !holds_in_any_case(info.about, pattern)) continue;
    list.append(info.name).append("\t").append(type_name(column_spec(info, {}))).append("\t");
    list.append(info.about).append("\n");
  }
  return list;
}

Result<std::string> fields_like(const DissectOptions& options) {
  if (options.engine == Engine::native) return native_fields_like(options.list_fields);
  const auto dissector = begin_dissector(options);
  if (!dissector.ok()) return dissector.error();
  return dissector.value()->list_fields(options.list_fields);
}

}  // namespace

Result<std::string> list_fields(const DissectOptions& options) {
  auto list = fields_like(options);
  if (list.ok() && list.value().empty())
    return Error{"no field's name or description holds '" + options.list_fields + "'",
                 Cause::usage};
  return list;
}

}  // namespace flowstat::walk
