#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/columns/byte_sink.h"

namespace flowstat {

enum class Overwrite : bool { no, yes };

/// Opens `path` for writing; "-" is standard output.
///
/// A regular file is written beside its place under a temporary name and renamed by close(), so
/// that nothing incomplete ever bears the name; without Overwrite::yes an existing one is an error,
/// also if it appears while we write. Anything else (FIFO, /dev/full) is written directly.
/// Errors: no such folder, no permission, exists.
Result<std::unique_ptr<ByteSink>> open_output(const std::string& path, Overwrite overwrite);

/// The same for a file in a folder that we fill, whose name nobody chose: whatever has the name is
/// an error or replaced, and a symbolic link there is never followed. A megabyte is reserved at
/// once where the file system can, so that a table of some ten thousand rows can be completed when
/// the disk is full.
Result<std::unique_ptr<ByteSink>> open_output_in_folder(const std::string& path,
                                                        Overwrite overwrite);

}  // namespace flowstat
