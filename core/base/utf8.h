#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace flowstat {

/// Octets of the UTF-8 sequence that `text` begins with; 0 where there is none: overlong forms,
/// surrogates and what lies beyond U+10FFFF are none either. RFC 3629 §4. Needs: text that is not
/// empty.
std::size_t utf8_size(std::string_view text);

/// True if all of `text` is UTF-8.
bool is_utf8(std::string_view text);

/// `text`, with \xNN for each octet that is not part of UTF-8.
std::string as_utf8(std::string_view text);

}  // namespace flowstat
