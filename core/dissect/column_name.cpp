#include "core/dissect/column_name.h"

#include <cctype>

namespace flowstat::dissect {

std::string column_name(std::string name, FieldNames names) {
  if (names == FieldNames::sql)
    for (char& c : name)
      if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
}

}  // namespace flowstat::dissect
