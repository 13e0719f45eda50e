#pragma once

#include <string_view>

namespace flowstat::walk {

/// True of a field whose value depends on every packet before it in the capture, whoever sent it:
/// those that number conversations, and times since the packet shown before.
bool is_counted(std::string_view field);

/// The protocol of `field`, if what is announced between two addresses is used between others, so
/// that a worker that sees only some packets may know less; "" otherwise.
std::string_view linked_protocol(std::string_view field);

}  // namespace flowstat::walk
