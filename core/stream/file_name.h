#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/address.h"
#include "core/base/frame.h"
#include "core/base/result.h"
#include "core/packet/direction.h"

namespace flowstat {

/// What a stream's file is named after: numbers and addresses, never octets that were sent.
struct StreamName {
  std::int64_t flow_id = 0;
  /// Of a flow that has several, as those of HTTP/2 and QUIC.
  std::optional<std::int64_t> substream = std::nullopt;
  std::string_view protocol = "tcp";  ///< Of kStreamProtocolLabels, or what Wireshark follows.
  Direction direction = Direction::forward;
  IpAddress src{};  ///< The sender of this direction.
  IpAddress dst{};
  std::uint16_t src_port = 0;
  std::uint16_t dst_port = 0;
  MacAddress src_mac{};
  MacAddress dst_mac{};
  std::optional<std::uint16_t> vlan_id = std::nullopt;
  /// Of the direction's first packet, with payload or not, as tcpflow has it; kNoTime if unknown.
  std::int64_t first_time_ns = Frame::kNoTime;
  std::int64_t repeat = 0;  ///< Earlier streams with the same endpoints in the same direction.
};

/// A % and a letter in a template, and what a name has in its place.
struct NameToken {
  std::string_view token;  ///< "%A"
  std::string_view about;  ///< One sentence, for help and docs.
  /// It can stand for nothing, so a file or folder cannot have its name from it alone.
  bool is_optional = false;
  void (*append)(const StreamName& stream, std::string& name) = nullptr;
};

/// Every token there is: those of tcpflow(1), then our own.
std::span<const NameToken> name_tokens();

/// "tcp000012-forward-192.168.1.102.50956-74.125.19.101.80"; no two streams share one.
inline constexpr std::string_view kDefaultNaming = "%r%f-%d-%P-%p";
/// Of files that have both directions: "tcp000012-192.168.1.102.50956-74.125.19.101.80".
inline constexpr std::string_view kJoinedNaming = "%r%f-%P-%p";
/// Of what Wireshark follows: "http2-000012.5-forward-192.168.1.102.50956-74.125.19.101.443".
inline constexpr std::string_view kFollowedNaming = "%r-%f-%d-%P-%p";
/// What is put before a template to spread files over folders, a thousand for each of the last.
inline constexpr std::string_view kFanOut = "%M/%K/";
/// tcpflow(1), its default for -T.
inline constexpr std::string_view kTcpflowNaming = "%A.%a-%B.%b%V%v%C%c";

/// How the files of streams are called.
///
/// Two streams of one capture may get the same name where the template does not tell them apart;
/// who makes the files must look, and append something.
class NameTemplate {
 public:
  /// Reads a template: tokens, text, and '/' between folders and the file.
  /// Error: usage, for a token that is none, and for a template whose names could leave the folder
  /// that they are meant for or could not be kept in every file system: one that is empty or
  /// absolute, has a control character or a ':', or a part between '/' that is ".", ".." or
  /// nothing, be it only where optional tokens stand for nothing.
  static Result<NameTemplate> parse(std::string_view text);

  /// The same names, in the folders of kFanOut.
  NameTemplate fanned_out() const;
  /// True if every name has a folder.
  bool has_folders() const;

  /// A relative path with as many parts as the template has, so that no stream's file is another's
  /// folder. A ':' of an address or time becomes '-', save in tcpflow_naming().
  std::string name_of(const StreamName& stream) const;

 private:
  friend NameTemplate tcpflow_naming();
  NameTemplate() = default;

  struct Part {
    std::string text;
    const NameToken* token = nullptr;  // behind the text; of name_tokens(); null at the end
  };

  std::string text_;  // what was read
  std::vector<Part> parts_;
  bool keeps_colons_ = false;
};

/// Reads kDefaultNaming.
NameTemplate default_naming();

/// Reads kJoinedNaming.
NameTemplate joined_naming();

/// Reads kFollowedNaming.
NameTemplate followed_naming();

/// Reads kTcpflowNaming, and keeps the ':' of IPv6 addresses as tcpflow does.
NameTemplate tcpflow_naming();

}  // namespace flowstat
