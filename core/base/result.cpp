#include "core/base/result.h"

#include <cerrno>
#include <cstring>

namespace flowstat {

Error system_error(const std::string& verb, const std::string& object, int error_number) {
  Cause cause = Cause::file;
  if (error_number == EPIPE) cause = Cause::broken_pipe;
  if (error_number == EINTR) cause = Cause::interrupted;
  return {"cannot " + verb + " " + object + ": " + std::strerror(error_number), cause};
}

}  // namespace flowstat
