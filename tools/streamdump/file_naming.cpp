#include "tools/streamdump/file_naming.h"

#include <utility>
#include <vector>

#include "core/stream/stream_folder.h"
#include "tools/streamdump/dfxml.h"
#include "tools/streamdump/tables.h"

namespace flowstat::streamdump {

namespace {

Result<NameTemplate> template_of(const Options& options) {
  if (options.naming == "tcpflow") return tcpflow_naming();
  if (!options.naming.empty()) return NameTemplate::parse(options.naming);
  if (!options.follower.empty()) return followed_naming();
  return options.join == Join::none ? default_naming() : joined_naming();
}

}  // namespace

std::vector<std::string> our_files() {
  std::vector<std::string> files = {StreamFolder::kMark, kReportName};
  for (const std::string_view table : kTableNames)
    for (const Format* format : formats()) files.push_back(table_file(table, *format));
  return files;
}

Result<Naming> naming_of(const Options& options, std::string suffix) {
  auto named = template_of(options);
  if (!named.ok()) return named.error();
  NameTemplate naming = std::move(named.value());
  if (options.fans_out) naming = naming.fanned_out();
  if (options.naming.empty()) return Naming(std::move(naming), std::move(suffix));
  return Naming(std::move(naming), std::move(suffix), our_files());
}

}  // namespace flowstat::streamdump
