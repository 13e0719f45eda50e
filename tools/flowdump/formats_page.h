#pragma once

#include <string>

namespace flowstat::flowdump {

/// The output formats as a Markdown table, for docs/formats.md.
std::string formats_page();

}  // namespace flowstat::flowdump
