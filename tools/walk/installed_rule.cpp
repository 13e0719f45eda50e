#include "tools/walk/installed_rule.h"

#include <array>
#include <cstdio>
#include <memory>

namespace flowstat::walk {

namespace {

struct Close {
  void operator()(std::FILE* pipe) const { pclose(pipe); }
};

}  // namespace

Result<StreamRule> installed_rule() {
  // Runs what PATH names, as the user's own shell would; nothing of a capture gets near this line.
  const std::unique_ptr<std::FILE, Close> pipe(popen("tshark --version 2>/dev/null", "r"));
  std::array<char, 256> line{};
  int major = 0;
  int minor = 0;
  const bool is_known = pipe && std::fgets(line.data(), line.size(), pipe.get()) != nullptr &&
                        std::sscanf(line.data(), "TShark (Wireshark) %d.%d", &major, &minor) == 2;
  if (!is_known)
    return Error{
        "cannot ask tshark for its version: is it installed? Name one instead: "
        "--stream-rule=4.4",
        Cause::unsupported};
  if (major * 100 + minor >= 406) return StreamRule::v4_6;
  return major * 100 + minor >= 404 ? StreamRule::v4_4 : StreamRule::v4_0;
}

}  // namespace flowstat::walk
