#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "tools/streamdump/options.h"

namespace flowstat::streamdump {

/// Digests in hexadecimal, as far as they were asked for.
struct DigestTexts {
  std::optional<std::string> md5;
  std::optional<std::string> sha256;
};

/// Computes digests of octets as they come.
class Digester {
 public:
  /// Error: unsupported, if libgcrypt does not allow one of `wanted`.
  static Result<Digester> start(const Digests& wanted);
  Digester(Digester&&) noexcept;
  Digester& operator=(Digester&&) noexcept;
  ~Digester();

  void take(Bytes octets);
  /// Of all that was taken; nothing may be taken any more.
  DigestTexts texts() const;

 private:
  struct State;
  explicit Digester(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace flowstat::streamdump
