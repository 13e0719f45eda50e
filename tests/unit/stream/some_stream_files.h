#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/frame.h"
#include "core/stream/stream_files.h"
#include "tests/unit/columns/scratch_folder.h"
#include "tests/unit/testing.h"

inline flowstat::Bytes bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline flowstat::Span data(std::int64_t offset, std::int64_t count) {
  return {offset, count, flowstat::SpanStatus::data, 1, 0};
}

inline flowstat::Span hole(std::int64_t offset, std::int64_t count) {
  return {offset, count, flowstat::SpanStatus::hole, 0, 0};
}

/// Needs: it can be opened.
inline std::unique_ptr<flowstat::StreamFiles> open_files(
    const std::string& folder, flowstat::Holes holes = flowstat::Holes::sparse) {
  return std::move(flowstat::StreamFiles::open({.folder = folder, .holes = holes}).value());
}

inline std::string message_of(const flowstat::Status& status) {
  return status.ok() ? "" : status.error().message;
}

/// True if `check` is in a process of its own, which may spoil its limits.
inline bool holds_apart(const std::function<bool()>& check) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(check() ? 0 : 1);
  int status = 1;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
