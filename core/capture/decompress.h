#pragma once

#include <memory>
#include <string>

#include "core/base/bytes.h"
#include "core/capture/input.h"

namespace flowstat {

/// True if a file that begins with `front` is compressed so. RFC 1952 §2.3.1, RFC 8878 §3.1.1.
bool is_gzip(Bytes front);
bool is_zstd(Bytes front);

/// What `packed` holds, inflated; several members or frames in a row are one.
/// `name` is that of the file, for messages.
Result<std::unique_ptr<Input>> open_gzip(std::unique_ptr<Input> packed, std::string name);
Result<std::unique_ptr<Input>> open_zstd(std::unique_ptr<Input> packed, std::string name);

}  // namespace flowstat
