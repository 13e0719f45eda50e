#pragma once

#include <memory>
#include <string_view>

#include "core/base/result.h"
#include "core/columns/byte_sink.h"

namespace flowstat {

/// The compression that the end of an output's name asks for: ".gz", ".zst", or "" for none.
std::string_view compression_of(std::string_view path);

/// Puts a compressor before `out`: ".gz" for gzip, ".zst" for zstd, "" for none.
/// The same octets always compress to the same: no name and no time go into the header.
Result<std::unique_ptr<ByteSink>> compress(std::unique_ptr<ByteSink> out, std::string_view ending);

}  // namespace flowstat
