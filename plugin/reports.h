#pragma once

namespace flowstat::plugin {

/// Makes the reports known as `-z NAME[,FILTER]`.
void register_reports();

}  // namespace flowstat::plugin
