#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "core/capture/window.h"
#include "tests/unit/hex.h"

/// An input that is `octets` in a mapped file, which has no name any more. Needs: not empty.
inline std::unique_ptr<flowstat::Input> mapped_input(const Octets& octets) {
  std::string path = (std::filesystem::temp_directory_path() / "mapped.XXXXXX").string();
  const int descriptor = mkstemp(path.data());
  const ssize_t written = write(descriptor, octets.data(), octets.size());
  close(descriptor);
  auto input = flowstat::open_input(flowstat::capture_path(path), flowstat::FrameLife::source);
  unlink(path.c_str());
  if (written != std::ssize(octets) || !input.ok()) abort();
  return std::move(input.value());
}

/// A window on it.
inline std::unique_ptr<flowstat::Window> mapped_window_on(const Octets& octets) {
  return std::make_unique<flowstat::Window>(mapped_input(octets));
}
