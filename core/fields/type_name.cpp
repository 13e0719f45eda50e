#include "core/fields/type_name.h"

namespace flowstat {

std::string type_name(const ColumnSpec& spec) {
  if (spec.field.repeats) return "list<" + type_name(item_spec(spec)) + ">";
  const std::string unit = spec.time_unit == TimeUnit::us ? "us" : "ns";
  switch (spec.storage) {
    case Storage::bits: return "bool";
    case Storage::u8: return "uint8";
    case Storage::u16: return "uint16";
    case Storage::u32: return "uint32";
    case Storage::u64: return "uint64";
    case Storage::i8: return "int8";
    case Storage::i16: return "int16";
    case Storage::i32: return "int32";
    case Storage::i64: return "int64";
    case Storage::f64: return "double";
    case Storage::text: return "string";
    case Storage::binary: return "binary";
    case Storage::time: return "timestamp[" + unit + ", tz=UTC]";
    case Storage::duration: return "duration[" + unit + "]";
    case Storage::label: return "dictionary<values=string, indices=int8>";
  }
  return "";
}

}  // namespace flowstat
