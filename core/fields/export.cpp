#include "core/fields/export.h"

#include <array>
#include <cstring>
#include <memory>
#include <vector>

namespace flowstat {

namespace {

using KeyValue = std::pair<std::string, std::string>;

/// What an exported schema owns, and what its release() frees.
struct SchemaNode {
  std::string format;
  std::string name;
  std::string metadata;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> child_pointers;
  ArrowSchema dictionary{};
};

/// What an exported array owns: never the values, which stay the column's.
struct ArrayNode {
  std::array<const void*, 3> buffers{};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> child_pointers;
  ArrowArray dictionary{};
  std::vector<std::int32_t> word_ends;  // of a dictionary
  std::string words;                    // of a dictionary
};

/// Frees `exported` and what is left below it; a child that was moved out has no release any more.
template <class Node, class Exported>
void release(Exported* exported) {
  const std::unique_ptr<Node> node(static_cast<Node*>(exported->private_data));
  for (Exported& child : node->children)
    if (child.release != nullptr) child.release(&child);
  if (node->dictionary.release != nullptr) node->dictionary.release(&node->dictionary);
  exported->release = nullptr;
}

/// Makes `node` the owner of all that `exported` points to, and `exported` the owner of `node`.
template <class Node, class Exported>
void hand_over(std::unique_ptr<Node> node, Exported& exported) {
  for (Exported& child : node->children) node->child_pointers.push_back(&child);
  exported.n_children = static_cast<std::int64_t>(node->children.size());
  exported.children = node->child_pointers.data();
  exported.dictionary = node->dictionary.release == nullptr ? nullptr : &node->dictionary;
  exported.release = release<Node, Exported>;
  exported.private_data = node.release();
}

void append_int(std::string& to, std::size_t value) {
  const auto number = static_cast<std::int32_t>(value);
  to.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// The specification's encoding of key-value pairs: int32 counts and lengths in native order.
std::string encoded(Metadata metadata) {
  std::string to;
  if (metadata.empty()) return to;
  append_int(to, metadata.size());
  for (const auto& [key, value] : metadata) {
    append_int(to, key.size());
    to += key;
    append_int(to, value.size());
    to += value;
  }
  return to;
}

ArrowSchema make_schema(std::unique_ptr<SchemaNode> node, bool nullable) {
  ArrowSchema schema{};
  schema.format = node->format.c_str();
  schema.name = node->name.c_str();
  schema.metadata = node->metadata.empty() ? nullptr : node->metadata.data();
  schema.flags = nullable ? ARROW_FLAG_NULLABLE : 0;
  hand_over(std::move(node), schema);
  return schema;
}

/// The specification's name for how a column is stored; of a label, for its codes.
const char* format_of(const ColumnSpec& column) {
  const bool us = column.time_unit == TimeUnit::us;
  switch (column.storage) {
    case Storage::bits: return "b";
    case Storage::u8: return "C";
    case Storage::u16: return "S";
    case Storage::u32: return "I";
    case Storage::u64: return "L";
    case Storage::i8: return "c";
    case Storage::i16: return "s";
    case Storage::i32: return "i";
    case Storage::i64: return "l";
    case Storage::f64: return "g";
    case Storage::text: return "u";
    case Storage::binary: return "z";
    case Storage::time: return us ? "tsu:UTC" : "tsn:UTC";
    case Storage::duration: return us ? "tDu" : "tDn";
    case Storage::label: return "c";
  }
  return "n";
}

std::string_view unit_of(const ColumnSpec& column) {
  const Type type = column.field.type;
  if (type == Type::time || type == Type::duration)
    return column.time_unit == TimeUnit::us ? "us" : "ns";
  return word_of(column.field.unit);
}

std::string column_metadata(const ColumnSpec& column) {
  std::vector<KeyValue> rows;
  const auto add = [&](const char* key, std::string_view value) {
    if (!value.empty()) rows.emplace_back(key, value);
  };
  add("description", column.field.about);
  add("unit", unit_of(column));
  add("wireshark", column.field.wireshark);
  return encoded(rows);
}

ArrowSchema words_schema() {
  auto node = std::make_unique<SchemaNode>();
  node->format = "u";
  return make_schema(std::move(node), false);
}

/// The items say nothing of themselves that their list does not say.
ArrowSchema item_schema(const ColumnSpec& item) {
  auto node = std::make_unique<SchemaNode>();
  node->format = format_of(item);
  node->name = item.field.name;
  if (item.storage == Storage::label) node->dictionary = words_schema();
  return make_schema(std::move(node), false);
}

ArrowSchema column_schema(const ColumnSpec& column) {
  auto node = std::make_unique<SchemaNode>();
  node->format = column.field.repeats ? "+l" : format_of(column);
  node->name = column.field.name;
  if (column.field.repeats)
    node->children.push_back(item_schema(item_spec(column)));
  else if (column.storage == Storage::label)
    node->dictionary = words_schema();
  node->metadata = column_metadata(column);
  return make_schema(std::move(node), column.field.nullable);
}

ArrowArray make_array(std::unique_ptr<ArrayNode> node, std::size_t length, std::int64_t nulls,
                      std::int64_t buffer_count) {
  ArrowArray array{};
  array.length = static_cast<std::int64_t>(length);
  array.null_count = nulls;
  array.n_buffers = buffer_count;
  array.buffers = node->buffers.data();
  hand_over(std::move(node), array);
  return array;
}

ArrowArray words_array(std::span<const std::string_view> labels) {
  auto node = std::make_unique<ArrayNode>();
  node->word_ends.push_back(0);
  for (const std::string_view label : labels) {
    node->words += label;
    node->word_ends.push_back(static_cast<std::int32_t>(node->words.size()));
  }
  node->buffers = {nullptr, node->word_ends.data(), node->words.data()};
  return make_array(std::move(node), labels.size(), 0, 3);
}

ArrowArray column_array(const Column& column) {
  auto node = std::make_unique<ArrayNode>();
  if (column.is_list()) {
    node->buffers = {column.validity(), column.offsets(), nullptr};
    node->children.push_back(column_array(column.items()));
    return make_array(std::move(node), column.size(), column.null_count(), 2);
  }
  const Storage storage = column.spec().storage;
  const bool has_offsets = storage == Storage::text || storage == Storage::binary;
  if (has_offsets)
    node->buffers = {column.validity(), column.offsets(), column.values()};
  else
    node->buffers = {column.validity(), column.values(), nullptr};
  if (storage == Storage::label) node->dictionary = words_array(column.spec().field.labels);
  return make_array(std::move(node), column.size(), column.null_count(), has_offsets ? 3 : 2);
}

}  // namespace

ArrowSchema export_schema(std::span<const ColumnSpec> columns, Metadata metadata) {
  auto node = std::make_unique<SchemaNode>();
  node->format = "+s";
  node->metadata = encoded(metadata);
  for (const ColumnSpec& column : columns) node->children.push_back(column_schema(column));
  return make_schema(std::move(node), false);
}

ArrowArray export_batch(const Batch& batch) {
  auto node = std::make_unique<ArrayNode>();
  for (const Column& column : batch.columns) node->children.push_back(column_array(column));
  return make_array(std::move(node), batch.rows(), 0, 1);
}

}  // namespace flowstat
