#include "tools/streamdump/tar_output.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "core/columns/output_file.h"

namespace flowstat::streamdump {

Result<std::unique_ptr<TarOutput>> TarOutput::open(const Options& options, bool frames_stay) {
  std::unique_ptr<TarOutput> output(new TarOutput(options));
  const Status made = output->make_folder(options, frames_stay);
  if (!made.ok()) return made.error();
  auto file = open_output(options.output, options.overwrites ? Overwrite::yes : Overwrite::no);
  if (!file.ok()) return file.error();
  auto tar = TarFile::open(std::move(file.value()), options.output);
  if (!tar.ok()) return tar.error();
  output->tar_ = std::move(tar.value());
  return output;
}

Status TarOutput::complete(std::span<StreamRow> rows) {
  if (const Status status = files().flush(); !status.ok()) return status;
  if (const Status status = files().complete(rows); !status.ok()) return status;
  for (const StreamRow& row : rows) {
    if (!row.file) continue;
    const bool is_sparse = options_.holes == Holes::sparse && !options_.max_bytes &&
                           !std::ranges::all_of(row.spans, &Span::is_in_file);
    const Status status = move(*row.file, is_sparse ? row.spans : std::vector<Span>());
    if (!status.ok()) return status;
  }
  return kOk;
}

Status TarOutput::move(const std::string& name, const std::vector<Span>& spans) {
  const std::string path = folder() + "/" + name;
  const Status status = tar_->add(path, name, spans);
  if (!status.ok()) return status;
  return ::unlink(path.c_str()) == 0 ? kOk : Status(system_error("remove", path, errno));
}

Status TarOutput::finish() {
  if (const Status status = files().finish(); !status.ok()) return status;
  std::vector<std::string> names;  // of the tables and the report
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder(), error))
    if (file.is_regular_file()) names.push_back(file.path().filename().string());
  if (error) return system_error("read", folder(), error.value());
  std::ranges::sort(names);
  for (const std::string& name : names)
    if (const Status status = move(name, {}); !status.ok()) return status;
  return tar_->close();
}

}  // namespace flowstat::streamdump
