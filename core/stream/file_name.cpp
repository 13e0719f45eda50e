#include "core/stream/file_name.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/base/digits.h"
#include "core/base/time.h"
#include "core/fields/cell.h"

namespace flowstat {

namespace {

/// What stands for an address or time that is unknown. Not nothing: it may be all of a name.
constexpr std::string_view kUnknown = "-";

/// Appends `value` in at least `width` digits.
void append_number(std::int64_t value, std::size_t width, std::string& name) {
  char digits[20];
  const char* end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  const auto size = static_cast<std::size_t>(end - digits);
  name.append(width > size ? width - size : 0, '0').append(digits, size);
}

void append_address(const IpAddress& address, std::string& name) {
  if (address.bytes().empty()) {
    name += kUnknown;
    return;
  }
  char text[kIpTextBytes];
  name.append(text, write_address(address, text));
}

/// An IPv4 address in four times three digits, so that names sort as addresses do.
void append_padded_address(const IpAddress& address, std::string& name) {
  if (address.version != 4) return append_address(address, name);
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) name += '.';
    append_number(address.octets[i], 3, name);
  }
}

void append_mac(const MacAddress& address, std::string& name) {
  char text[kMacTextBytes];
  name.append(text, write_address(address, text));
}

void append_endpoint(const IpAddress& address, std::uint16_t port, std::string& name) {
  append_address(address, name);
  name += '.';
  append_number(port, 1, name);
}

/// "2011-04-21T19:55:57Z": tcpflow's times end at the second.
void append_iso_time(std::int64_t time_ns, std::string& name) {
  constexpr std::size_t kToSecond = 19;
  if (time_ns == Frame::kNoTime) {
    name += kUnknown;
    return;
  }
  char text[kTimeTextBytes];
  write_time({time_ns}, text);
  name.append(text, kToSecond) += 'Z';
}

void append_unix_time(std::int64_t time_ns, std::string& name) {
  if (time_ns == Frame::kNoTime)
    name += kUnknown;
  else
    append_number(split_seconds(time_ns).second, 1, name);
}

void append_flow_number(const StreamName& stream, std::string& name) {
  append_number(stream.flow_id, 6, name);
  if (!stream.substream) return;
  name += '.';
  append_number(*stream.substream, 1, name);
}

/// Three digits of the stream's number. As tcpflow does, it numbers directions, not flows: so a
/// folder %K has a thousand files, not two thousand.
template <std::int64_t unit>
void append_stream_number(const StreamName& stream, std::string& name) {
  const std::int64_t number = 2 * stream.flow_id + (stream.direction == Direction::backward);
  append_number(number / unit % 1000, 3, name);
}

using Name = const StreamName&;

// clang-format off
constexpr NameToken kTokens[] = {
    // tcpflow(1), -T; padded as tcpflow 1.6.1 does.
    {"%A", "Source address, each octet of IPv4 in three digits.",   false, [](Name s, std::string& to) { append_padded_address(s.src, to); }},
    {"%a", "Source port, in five digits.",                          false, [](Name s, std::string& to) { append_number(s.src_port, 5, to); }},
    {"%B", "Destination address, each octet of IPv4 in three digits.", false, [](Name s, std::string& to) { append_padded_address(s.dst, to); }},
    {"%b", "Destination port, in five digits.",                     false, [](Name s, std::string& to) { append_number(s.dst_port, 5, to); }},
    {"%E", "Source MAC address.",                                   false, [](Name s, std::string& to) { append_mac(s.src_mac, to); }},
    {"%e", "Destination MAC address.",                              false, [](Name s, std::string& to) { append_mac(s.dst_mac, to); }},
    {"%V", "\"--\" if there is a VLAN tag, else nothing.",          true,  [](Name s, std::string& to) { if (s.vlan_id) to += "--"; }},
    {"%v", "VLAN id of the outermost tag if there is one, else nothing.", true, [](Name s, std::string& to) { if (s.vlan_id) append_number(*s.vlan_id, 1, to); }},
    {"%T", "UTC time of the first packet, such as 2011-04-21T19:55:57Z, or \"-\" if unknown.", false, [](Name s, std::string& to) { append_iso_time(s.first_time_ns, to); }},
    {"%t", "Time of the first packet in seconds since 1970, or \"-\" if unknown.", false, [](Name s, std::string& to) { append_unix_time(s.first_time_ns, to); }},
    {"%C", "\"c\" if an earlier stream has the same endpoints, else nothing.", true, [](Name s, std::string& to) { if (s.repeat > 0) to += 'c'; }},
    {"%c", "How many earlier streams have the same endpoints, nothing for 0.", true, [](Name s, std::string& to) { if (s.repeat > 0) append_number(s.repeat, 1, to); }},
    {"%#", "How many earlier streams have the same endpoints, also 0.", false, [](Name s, std::string& to) { append_number(s.repeat, 1, to); }},
    {"%N", "Stream number modulo 1000, in three digits: twice the flow number, plus one for backward.", false, append_stream_number<1>},
    {"%K", "Thousands of the stream number modulo 1000, in three digits.",  false, append_stream_number<1'000>},
    {"%M", "Millions of the stream number modulo 1000, in three digits.",   false, append_stream_number<1'000'000>},
    {"%G", "Billions of the stream number modulo 1000, in three digits.",   false, append_stream_number<1'000'000'000>},
    {"%S", "Flow number in twenty digits, the same for both directions.", false, [](Name s, std::string& to) { append_number(s.flow_id, 20, to); }},
    {"%%", "A percent sign.",                                       false, [](Name,   std::string& to) { to += '%'; }},
    // Not of tcpflow.
    {"%f", "Flow number in six digits or more, the same for both directions; with --follow Wireshark's, as 000003.5 for stream 5 of HTTP/2 or QUIC.", false, append_flow_number},
    {"%r", "\"tcp\" or \"udp\", or what is followed.",           false, [](Name s, std::string& to) { to += s.protocol; }},
    {"%d", "\"forward\" or \"backward\".",                          false, [](Name s, std::string& to) { to += label_of(s.direction); }},
    {"%P", "Source address and port, such as 192.168.1.102.50956.", false, [](Name s, std::string& to) { append_endpoint(s.src, s.src_port, to); }},
    {"%p", "Destination address and port, such as 74.125.19.101.80.", false, [](Name s, std::string& to) { append_endpoint(s.dst, s.dst_port, to); }},
};
// clang-format on

bool is_control(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet < 0x20 || octet == 0x7f;
}

/// What is wrong with a path, "" if nothing. Of a template's path: with nothing for its optional
/// tokens. They print no '.' or '/', so what is right without them is right with them.
std::string_view wrong_path(std::string_view path) {
  if (path.starts_with('/')) return "it starts with '/', or has nothing certain to print before it";
  for (;;) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty()) return "a name in it is empty, or can be; put text or %# beside %V %v %C %c";
    if (part == "." || part == "..") return "a name in it is, or can be, \".\" or \"..\"";
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
}

/// The token at the front of `text`, whole where its letter is several octets of UTF-8.
std::string_view token_at_front(std::string_view text) {
  std::size_t size = std::min<std::size_t>(2, text.size());
  while (size < text.size() && (text[size] & 0xc0) == 0x80 && (text[1] & 0x80) != 0) ++size;
  return text.substr(0, size);
}

const NameToken* find_token(std::string_view token) {
  const auto* row = std::ranges::find(kTokens, token, &NameToken::token);
  return row == std::end(kTokens) ? nullptr : row;
}

Error unusable(std::string_view text, std::string_view why) {
  return {"cannot use the name template \"" + std::string(text) + "\": " + std::string(why),
          Cause::usage};
}

Error no_such_token(std::string_view text, std::string_view token) {
  if (token == "%") return unusable(text, "it ends in %; a percent sign is %%");
  return unusable(text, "there is no token " + std::string(token));
}

}  // namespace

std::span<const NameToken> name_tokens() {
  return kTokens;
}

Result<NameTemplate> NameTemplate::parse(std::string_view text) {
  if (text.empty()) return unusable(text, "it is empty");
  // First, as the other messages show the template on a terminal.
  if (std::ranges::any_of(text, is_control))
    return Error{"cannot use a name template: it has a control character", Cause::usage};
  if (text.find(':') != std::string_view::npos)
    return unusable(text, "it has a ':', which not every file system takes");

  NameTemplate result;
  result.text_ = text;
  std::string certain;  // what every name has, with "x" for a token
  for (std::string_view rest = text; !rest.empty();) {
    Part part{std::string(rest.substr(0, rest.find('%')))};
    rest.remove_prefix(part.text.size());
    const std::string_view token = token_at_front(rest);
    rest.remove_prefix(token.size());
    part.token = find_token(token);
    if (!token.empty() && part.token == nullptr) return no_such_token(text, token);
    certain += part.text;
    if (part.token != nullptr && !part.token->is_optional) certain += 'x';
    result.parts_.push_back(std::move(part));
  }
  if (const auto wrong = wrong_path(certain); !wrong.empty()) return unusable(text, wrong);
  return result;
}

std::string NameTemplate::name_of(const StreamName& stream) const {
  std::string name;
  for (const Part& part : parts_) {
    name += part.text;
    if (part.token != nullptr) part.token->append(stream, name);
  }
  if (!keeps_colons_) std::ranges::replace(name, ':', '-');
  return name;
}

NameTemplate NameTemplate::fanned_out() const {
  NameTemplate result = parse(std::string(kFanOut) + text_).value();
  result.keeps_colons_ = keeps_colons_;
  return result;
}

bool NameTemplate::has_folders() const {
  return text_.find('/') != std::string::npos;
}

NameTemplate default_naming() {
  return NameTemplate::parse(kDefaultNaming).value();
}

NameTemplate joined_naming() {
  return NameTemplate::parse(kJoinedNaming).value();
}

NameTemplate followed_naming() {
  return NameTemplate::parse(kFollowedNaming).value();
}

NameTemplate tcpflow_naming() {
  NameTemplate naming = NameTemplate::parse(kTcpflowNaming).value();
  naming.keeps_colons_ = true;
  return naming;
}

}  // namespace flowstat
