#pragma once

#include <memory>
#include <string>

#include "core/base/time.h"
#include "core/capture/source.h"
#include "core/capture/window.h"
#include "tests/unit/capture/memory_input.h"

/// "24: 1.000002000 abc", and what else there is to say: ", wire 60, link 101, interface 2, file
/// 1".
inline std::string describe(const flowstat::Frame& frame) {
  char seconds[flowstat::kSecondsTextBytes];
  const std::string time(seconds, flowstat::write_seconds(frame.time_ns, seconds));
  std::string text = std::to_string(frame.file_offset) + ": ";
  text += frame.is_time_bad ? "bad" : frame.has_time() ? time : "none";
  text += " " + std::string(frame.bytes.begin(), frame.bytes.end());
  const auto add = [&](const char* what, std::uint32_t value, std::uint32_t usual) {
    if (value != usual) text += ", " + std::string(what) + " " + std::to_string(value);
  };
  add("wire", frame.wire_bytes, frame.captured_bytes());
  add("link", frame.link_type, 1);
  add("interface", frame.interface_id, 0);
  add("file", frame.file_index, 0);
  return text;
}

/// All that a source gives: a line a frame, and the words of the error at the end.
struct Told {
  std::string frames;
  std::string error;
  flowstat::Cause cause = flowstat::Cause::file;
};

inline Told told_by(flowstat::Source& source) {
  Told told;
  while (true) {
    flowstat::FrameBatch batch;
    const flowstat::Status status = source.read(batch);
    for (const flowstat::Frame& frame : batch.frames)
      told.frames += (told.frames.empty() ? "" : "\n") + describe(frame);
    if (!status.ok()) told.error = status.error().message;
    if (!status.ok()) told.cause = status.error().cause;
    if (batch.frames.empty()) return told;
  }
}

/// A window on `octets`, of which the first four are in view.
inline std::unique_ptr<flowstat::Window> window_on(const Octets& octets,
                                                   std::size_t step_bytes = SIZE_MAX) {
  auto window =
      std::make_unique<flowstat::Window>(std::make_unique<MemoryInput>(octets, step_bytes));
  static_cast<void>(window->want(4));
  return window;
}
