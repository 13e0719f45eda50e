#pragma once

#include <string>

#include "tools/streamdump/digester.h"

namespace flowstat::streamdump {

/// The digests that are asked for of the file at `path`. Error: it cannot be read.
Result<DigestTexts> digests_of(const std::string& path, const Digests& wanted);

}  // namespace flowstat::streamdump
