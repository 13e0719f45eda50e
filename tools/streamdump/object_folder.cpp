#include "tools/streamdump/object_folder.h"

#include <utility>

#include "core/base/utf8.h"
#include "core/stream/file_octets.h"
#include "tools/streamdump/file_naming.h"
#include "tools/streamdump/tables.h"

namespace flowstat::streamdump {

namespace {

void make_utf8(std::optional<std::string>& text) {
  if (text) text = as_utf8(*text);
}

}  // namespace

Result<std::unique_ptr<ObjectFolder>> ObjectFolder::open(const Options& options,
                                                         const std::string& path,
                                                         const std::string& arguments) {
  const auto format = find_format(options.format.empty() ? "parquet" : options.format);
  if (!format.ok()) return format.error();
  auto folder = StreamFolder::open(path, options.overwrites, 1, options.inputs.files);
  if (!folder.ok()) return folder.error();
  std::unique_ptr<ObjectFolder> made(new ObjectFolder(options, std::move(folder.value())));
  auto table = open_rows(open_beside(path, table_file(kObjectsTable, *format.value()), options),
                         kObjectsTable, object_fields(), *format.value(), options, arguments);
  if (!table.ok()) return table.error();
  made->table_.emplace(std::move(table.value()));
  return made;
}

ObjectFolder::ObjectFolder(const Options& options, StreamFolder folder)
    : options_(options), folder_(std::move(folder)), names_(our_files()) {}

ObjectFolder::~ObjectFolder() {
  drop_part();
  if (!is_finished_ && !folder_.has_changed()) folder_.take_back_mark();
}

void ObjectFolder::drop_part() {
  if (open_) folder_.remove(open_->row.file);
  open_.reset();
}

Status ObjectFolder::begin(const dissect::FoundObject& object) {
  auto digester = Digester::start({.sha256 = true});
  if (!digester.ok()) return digester.error();
  ObjectRow row{object, "", ""};
  row.file = names_.name_of(object.name.value_or("object-" + std::to_string(object.frame)));
  row.found.protocol = as_utf8(object.protocol);
  make_utf8(row.found.host);
  make_utf8(row.found.content_type);
  make_utf8(row.found.name);
  const int made = folder_.create(row.file);
  if (made < 0) return folder_.failed("write", row.file, -made);
  open_.emplace(std::move(row), Descriptor(made), std::move(digester.value()));
  return object.bytes == 0 ? end_object() : kOk;
}

Status ObjectFolder::take(Bytes octets) {
  open_->digester.take(octets);
  iovec piece{const_cast<std::uint8_t*>(octets.data()), octets.size()};
  if (const int error = write_at(open_->file.fd(), {&piece, 1}, open_->written)) {
    const std::string file = open_->row.file;
    drop_part();
    return folder_.failed("write", file, error);
  }
  open_->written += static_cast<std::int64_t>(octets.size());
  const bool is_whole = static_cast<std::uint64_t>(open_->written) == open_->row.found.bytes;
  return is_whole ? end_object() : kOk;
}

Status ObjectFolder::end_object() {
  ObjectRow row = std::move(open_->row);
  row.sha256 = open_->digester.texts().sha256.value_or("");
  open_.reset();
  return table_->write(object_fields(), ObjectRows(&row, 1));
}

Status ObjectFolder::complete() {
  drop_part();
  return table_->close();
}

Status ObjectFolder::finish() {
  is_finished_ = true;
  return folder_.unmark();
}

}  // namespace flowstat::streamdump
