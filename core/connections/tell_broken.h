#pragma once

#include <span>

#include "core/stream/stream_fields.h"
#include "core/stream/stream_files.h"

namespace flowstat {

/// Waits until all is known of the files of `rows`, which are closed, and corrects what rows say of
/// those that could not be written in full. Error: as StreamFiles::settle().
Status tell_broken(StreamFiles& files, std::span<StreamRow> rows);

}  // namespace flowstat
