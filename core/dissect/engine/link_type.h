#pragma once

#include <cstdint>

namespace flowstat::dissect {

/// Nobody's in the tcpdump.org registry.
inline constexpr std::uint16_t kNoLinkType = 0xffff;

/// The link type that wiretap calls `encapsulation`: of several the one that we decode; kNoLinkType
/// if there is none.
std::uint16_t link_type_of_encapsulation(int encapsulation);

}  // namespace flowstat::dissect
