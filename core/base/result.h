#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace flowstat {

/// What kind of failure an Error is; its number is the exit code that the tools leave with.
enum class Cause : std::uint8_t {
  usage = 1,        ///< The command line makes no sense.
  interface = 2,    ///< No such interface, or no right to capture on it.
  damaged = 3,      ///< The input ends or breaks off; all before that point is valid.
  filter = 4,       ///< A capture or display filter that does not compile.
  unsupported = 5,  ///< This build cannot do it.
  file = 9,         ///< Cannot open, not a capture, empty, output exists, cannot write.
  broken_pipe = 0,  ///< The reader of our output went away; nothing to complain about.
  interrupted = 130,
};

/// Why an operation on the outside world failed, in words a user can act on.
/// Reads as "cannot <verb> <object>: <cause>"; names the file, never the function.
struct Error {
  std::string message;
  Cause cause = Cause::file;
};

/// A T, or the Error that kept us from having one.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  /// Needs: ok().
  T& value() { return std::get<0>(state_); }
  const T& value() const { return std::get<0>(state_); }
  /// Needs: !ok().
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// Done, or the Error that kept us from it.
using Status = Result<std::monostate>;
inline const Status kOk{std::monostate{}};

/// "cannot <verb> <object>: <the system's words for error_number>", such as
/// "cannot write flows.parquet: No space left on device".
Error system_error(const std::string& verb, const std::string& object, int error_number);

}  // namespace flowstat
