#pragma once

#include <functional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/descriptor.h"
#include "core/base/result.h"

namespace flowstat::streamdump {

/// The file at `path`, which is no symbolic link. Error: it cannot be read.
Result<Descriptor> open_to_read(const std::string& path);

/// Hands all octets of the open file `path` to `take`, in order; those of holes are not read.
/// Errors: of reading, what `take` gives, interrupted.
Status read_all(const Descriptor& file, const std::string& path,
                const std::function<Status(Bytes)>& take);

}  // namespace flowstat::streamdump
