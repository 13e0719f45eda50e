#include "tools/walk/user_settings.h"

#include <cstdlib>
#include <filesystem>
#include <string_view>

namespace flowstat::walk {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFiles[] = {"preferences",    "decode_as_entries", "disabled_protos",
                                       "enabled_protos", "heuristic_protos",  "init.lua",
                                       "plugins"};
constexpr std::string_view kOurPlugin = "flowstat.so";

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

fs::path home() {
  return variable("HOME");
}

/// Where Wireshark keeps the settings of a user.
fs::path settings_folder() {
  if (const std::string own = variable("WIRESHARK_CONFIG_DIR"); !own.empty()) return own;
  const std::string base = variable("XDG_CONFIG_HOME");
  const fs::path folder = (base.empty() ? home() / ".config" : fs::path(base)) / "wireshark";
  std::error_code error;
  if (!fs::exists(folder, error) && fs::exists(home() / ".wireshark", error))
    return home() / ".wireshark";
  return folder;
}

/// A plugin other than ours below `folder`.
std::string plugin_in(const fs::path& folder) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error))
    if (!at->is_directory(error) && at->path().filename() != kOurPlugin) return at->path();
  return "";
}

}  // namespace

std::string user_settings() {
  std::error_code error;
  for (const std::string_view name : kFiles) {
    const fs::path path = settings_folder() / name;
    if (fs::exists(path, error)) return path;
  }
  const std::string plugins = variable("WIRESHARK_PLUGIN_DIR");
  if (!plugins.empty())
    if (std::string plugin = plugin_in(plugins); !plugin.empty()) return plugin;
  return plugin_in(home() / ".local" / "lib" / "wireshark" / "plugins");
}

}  // namespace flowstat::walk
