#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace flowstat::plugin {

/// Which frame of the capture Wireshark's number of a frame means. It is the same, but for `-2 -R`:
/// there a frame that does not pass the filter gives its number to the next. With -M
/// a session begins with any number. Frames that Wireshark was told to ignore are not seen at all.
class FrameNumbers {
 public:
  /// The frame that comes next on the first pass is called `number`. Gives which one it is of the
  /// capture, from 1.
  std::uint32_t add(std::uint32_t number) {
    if (place_ == 0) last_ = before_ = number - 1;
    place_ += number > last_ ? number - last_ : 1;
    last_ = number;
    const std::size_t index = number - before_ - 1;
    if (index >= places_.size()) places_.resize(index + 1, 0);
    places_[index] = place_;
    return place_;
  }

  /// Which frame is called `number` now; 0: none that was seen.
  std::uint32_t place_of(std::uint32_t number) const {
    const std::size_t index = number - before_ - 1;  // far beyond all where the number is less
    return index < places_.size() ? places_[index] : 0;
  }

 private:
  std::vector<std::uint32_t> places_;
  std::uint32_t before_ = 0;  // the number of the frame before the first
  std::uint32_t last_ = 0;
  std::uint32_t place_ = 0;
};

}  // namespace flowstat::plugin
