#pragma once

#include <span>

#include "core/stream/stream_fields.h"

namespace flowstat::plugin {

/// The columns of streams, without digests: nobody asks for those here.
std::span<const Field<StreamRows>> shown_stream_fields();

}  // namespace flowstat::plugin
