#include "tools/flowdump/formats_page.h"

#include "core/columns/sink.h"

namespace flowstat::flowdump {

std::string formats_page() {
  std::string page = "| format | ending | text | about |\n| --- | --- | --- | --- |\n";
  for (const Format* format : formats()) {
    page.append("| ").append(format->name).append(" | ").append(format->extension).append(" | ");
    page.append(format->is_text ? "yes" : "").append(" | ").append(format->about).append(" |\n");
  }
  return page;
}

}  // namespace flowstat::flowdump
