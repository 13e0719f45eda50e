#include "core/dissect/engine/value_string.h"

#include <epan/tfs.h>

#include "core/dissect/engine/field_value.h"

namespace flowstat::dissect {

namespace {

bool is_integer(ftenum type) {
  return type == FT_CHAR || FT_IS_INTEGER(type);
}

/// Its octets, of either sign.
std::uint64_t number_of(const field_info& info) {
  const ftenum type = info.hfinfo->type;
  if (!FT_IS_INT(type)) return unsigned_of(info);
  const auto number = static_cast<std::uint64_t>(signed_of(info));
  return is_long(type) ? number : static_cast<std::uint32_t>(number);
}

const char* words_for(std::uint64_t number, const header_field_info& field) {
  const auto value = static_cast<std::uint32_t>(number);
  if ((field.display & BASE_VAL64_STRING) != 0) {
    if ((field.display & BASE_EXT_STRING) != 0)
      return try_val64_to_str_ext(number,
                                  static_cast<val64_string_ext*>(const_cast<void*>(field.strings)));
    return try_val64_to_str(number, static_cast<const val64_string*>(field.strings));
  }
  if ((field.display & BASE_RANGE_STRING) != 0)
    return try_rval64_to_str(number, static_cast<const range_string*>(field.strings));
  if ((field.display & BASE_EXT_STRING) != 0)
    return try_val_to_str_ext(value,
                              static_cast<value_string_ext*>(const_cast<void*>(field.strings)));
  return try_val_to_str(value, static_cast<const value_string*>(field.strings));
}

}  // namespace

bool has_value_strings(const header_field_info& field) {
  if (field.strings == nullptr) return false;
  if (field.type == FT_BOOLEAN) return true;
  return is_integer(field.type) && FIELD_DISPLAY(field.display) != BASE_CUSTOM &&
         (field.display & BASE_UNIT_STRING) == 0;
}

const char* value_string_of(const field_info& info) {
  const header_field_info& field = *info.hfinfo;
  if (!has_value_strings(field)) return nullptr;
  if (field.type != FT_BOOLEAN) return words_for(number_of(info), field);
  const auto* const words = static_cast<const true_false_string*>(field.strings);
  return fvalue_get_uinteger64(value_of(info)) != 0 ? words->true_string : words->false_string;
}

}  // namespace flowstat::dissect
