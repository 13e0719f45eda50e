#pragma once

#include <memory>
#include <vector>

#include "core/capture/source.h"

namespace flowstat {

/// `sources` as one timeline with frames numbered from 1; see open_captures().
std::unique_ptr<Source> merge(std::vector<std::unique_ptr<Source>> sources);

}  // namespace flowstat
