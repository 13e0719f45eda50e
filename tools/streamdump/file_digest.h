#pragma once

#include <string>

#include "core/stream/stream_fields.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// Sets the digests that are asked for to those of the file at `path`. Error: it cannot be read.
Status add_digests(const std::string& path, const Digests& digests, StreamRow& row);

}  // namespace flowstat::streamdump
