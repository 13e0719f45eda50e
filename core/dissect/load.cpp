#include "core/dissect/load.h"

#include <dlfcn.h>

#include <filesystem>

namespace flowstat::dissect {

namespace {

namespace fs = std::filesystem;

/// Where the module lies, installed or in the build: above the program's folder, which is
/// wireshark/bin.
fs::path module_path() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return (program.parent_path() / "../../dissector.so").lexically_normal();
}

Error missing(const std::string& why) {
  return {
      "dissection needs Wireshark's libraries (Debian: libwireshark-data, libwireshark16 or "
      "later) and the module that was built with them: " +
          why,
      Cause::unsupported};
}

}  // namespace

Result<Dissector*> load_dissector() {
  static Dissector* loaded = nullptr;
  if (loaded != nullptr) return loaded;
  const std::string path = module_path().string();
  std::error_code error;
  if (!fs::exists(path, error)) return missing("there is no " + path);
  void* const module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (module == nullptr) return missing(dlerror());
  void* const open = dlsym(module, kOpenDissector);
  if (open == nullptr) return missing(path + " is no module of this program");
  loaded = reinterpret_cast<OpenDissector>(open)();
  return loaded;
}

}  // namespace flowstat::dissect
