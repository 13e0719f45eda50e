#pragma once

#include "tools/flowdump/preset.h"

namespace flowstat::flowdump {

/// The twelve columns of a notebook that puts TCP packets into HDF5 through libtrace, with its own
/// meanings: an MD5 flow hash, captured octets behind the header (padding included) for the
/// payload's length, timestamps 0 where there are none.
extern const Preset kSeed0;

/// The nine columns that it goes on with: without endpoints, with the direction by address.
extern const Preset kSeed0Short;

}  // namespace flowstat::flowdump
