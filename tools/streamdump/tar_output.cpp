#include "tools/streamdump/tar_output.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "core/columns/output_file.h"

namespace flowstat::streamdump {

Result<std::unique_ptr<TarOutput>> TarOutput::open(const Options& options, bool frames_stay) {
  auto scratch = ScratchFolder::make();
  if (!scratch.ok()) return scratch.error();
  std::unique_ptr<TarOutput> output(new TarOutput(options, std::move(scratch.value())));
  auto files = FolderOutput::open(options, output->scratch_.path(), frames_stay);
  if (!files.ok()) return files.error();
  output->files_ = std::move(files.value());
  auto file = open_output(options.output, options.overwrites ? Overwrite::yes : Overwrite::no);
  if (!file.ok()) return file.error();
  auto tar = TarFile::open(std::move(file.value()), options.output);
  if (!tar.ok()) return tar.error();
  output->tar_ = std::move(tar.value());
  return output;
}

Status TarOutput::complete(std::span<StreamRow> rows) {
  if (const Status status = files_->flush(); !status.ok()) return status;
  if (const Status status = files_->complete(rows); !status.ok()) return status;
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
  const std::string path = scratch_.path() + "/" + name;
  const Status status = tar_->add(path, name, spans);
  if (!status.ok()) return status;
  return ::unlink(path.c_str()) == 0 ? kOk : Status(system_error("remove", path, errno));
}

Status TarOutput::finish() {
  if (const Status status = files_->finish(); !status.ok()) return status;
  std::vector<std::string> names;  // of the tables and the report
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(scratch_.path(), error))
    if (file.is_regular_file()) names.push_back(file.path().filename().string());
  if (error) return system_error("read", scratch_.path(), error.value());
  std::ranges::sort(names);
  for (const std::string& name : names)
    if (const Status status = move(name, {}); !status.ok()) return status;
  return tar_->close();
}

}  // namespace flowstat::streamdump
