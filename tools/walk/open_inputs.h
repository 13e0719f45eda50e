#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/capture/live.h"
#include "tools/walk/input_flags.h"
#include "tools/walk/kept_inputs.h"
#include "tools/walk/selection.h"

namespace flowstat::walk {

/// What the command line names, opened, and which of its frames are wanted.
struct OpenedInputs {
  std::unique_ptr<Source> source;
  Selection selection;
  const LiveSource* live = nullptr;  ///< The source, if it is an interface.

  /// Frames that came on the interface but were lost; 0 of files.
  std::int64_t dropped_frames() const { return live == nullptr ? 0 : live->dropped_frames(); }
};

/// Opens the files, or starts to capture on the interface; signals then only end the capture.
///
/// On an interface the filter is the kernel's work, seconds of --start count from now, and
/// --duration ends the capture. Files that only Wireshark's library reads are read by it, in a
/// process of their own, so no thread may run yet.
/// Errors: those of Selection::make(), KeptInputs::open(), open_live().
Result<OpenedInputs> open_inputs(const InputOptions& options, const KeptInputs& files,
                                 FrameLife life);
inline Result<OpenedInputs> open_inputs(const InputOptions& options, FrameLife life) {
  return open_inputs(options, KeptInputs(options.inputs.files), life);
}

/// "3 packets were dropped ...", for `frames` above 0.
std::string dropped_text(std::int64_t frames);

}  // namespace flowstat::walk
