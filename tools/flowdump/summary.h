#pragma once

#include <string>

#include "tools/flowdump/job.h"

namespace flowstat::flowdump {

/// What --summary prints: a few lines for people.
std::string summary_text(const Report& report);

/// What --summary=json prints: one object on one line.
std::string summary_json(const Report& report);

}  // namespace flowstat::flowdump
