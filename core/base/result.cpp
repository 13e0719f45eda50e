#include "core/base/result.h"

#include <cerrno>
#include <cstring>

namespace flowstat {

Error system_error(const std::string& verb, const std::string& object, int error_number) {
  const Cause cause = error_number == EPIPE ? Cause::broken_pipe : Cause::file;
  return {"cannot " + verb + " " + object + ": " + std::strerror(error_number), cause};
}

}  // namespace flowstat
