#include "tools/streamdump/scratch_output.h"

#include <utility>

namespace flowstat::streamdump {

Status ScratchOutput::make_folder(const Options& options, bool frames_stay) {
  auto scratch = ScratchFolder::make();
  if (!scratch.ok()) return scratch.error();
  scratch_.emplace(std::move(scratch.value()));
  auto files = ReportedFolder::open(options, folder(), frames_stay);
  if (!files.ok()) return files.error();
  files_ = std::move(files.value());
  return kOk;
}

}  // namespace flowstat::streamdump
