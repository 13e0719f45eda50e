#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/base/frame.h"
#include "core/base/result.h"

struct bpf_program;

namespace flowstat {

/// "1.10.3", of the libpcap that is loaded.
std::string libpcap_version();

/// A capture filter in tcpdump's language, pcap-filter(7), compiled by libpcap for each link type.
class CaptureFilter {
 public:
  /// Error: filter, with libpcap's words, if `expression` compiles for no common link type.
  static Result<CaptureFilter> compile(std::string expression);

  /// True if the filter takes `frame`.
  /// Error: filter, if it does not compile for the link type of the first frame; it then takes no
  /// frame of any other link type for which it does not compile.
  Result<bool> matches(const Frame& frame);

 private:
  struct Free {
    void operator()(bpf_program* program) const;
  };
  using Program = std::unique_ptr<bpf_program, Free>;

  explicit CaptureFilter(std::string expression) : expression_(std::move(expression)) {}
  static Result<Program> compile_for(const std::string& expression, std::uint16_t link_type);

  std::string expression_;
  std::map<std::uint16_t, Program> programs_;
  std::optional<std::uint16_t> last_link_type_;
  const bpf_program* last_ = nullptr;  // borrows from programs_
};

}  // namespace flowstat
