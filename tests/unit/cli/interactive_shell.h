#pragma once

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/unit/testing.h"

/// Whether `program` is in PATH.
inline bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

/// A new folder, which goes with what is in it.
class Folder {
 public:
  Folder() {
    char name[] = "/tmp/flowstat-cli-XXXXXX";
    assert_non_null(mkdtemp(name));
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;

  const std::string& path() const { return path_; }
  /// Writes a file in it.
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name) << text;
  }

 private:
  std::string path_;
};

/// A shell at a terminal, as a user has one. Its start-up files must make the prompt "ready> " and
/// a command flowprobe that prints "got<its arguments>".
class InteractiveShell {
 public:
  /// Starts `command` in `folder`, which is also its HOME.
  InteractiveShell(const std::vector<std::string>& command, const std::string& folder) {
    winsize size{};
    size.ws_row = 50;
    size.ws_col = 200;
    process_ = forkpty(&terminal_, nullptr, nullptr, &size);
    if (process_ == 0) become(command, folder);
    assert_true(process_ > 0);
    read_until("ready> ");
  }
  ~InteractiveShell() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    close(terminal_);
  }
  InteractiveShell(const InteractiveShell&) = delete;

  /// What flowprobe was called with after a user typed `keys` and Enter.
  std::string arguments_after(const std::string& keys) {
    const std::string line = keys + "\r";
    assert_int_equal(::write(terminal_, line.data(), line.size()), line.size());
    read_until("got<");
    std::string arguments = read_until(">");
    read_until("ready> ");
    return arguments;
  }

 private:
  [[noreturn]] static void become(const std::vector<std::string>& command,
                                  const std::string& folder) {
    setenv("HOME", folder.c_str(), 1);
    setenv("ZDOTDIR", folder.c_str(), 1);
    setenv("TERM", "dumb", 1);
    setenv("PS1", "ready> ", 1);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    if (chdir(folder.c_str()) == 0) execvp(words[0], words.data());
    _exit(127);
  }

  /// What the terminal shows before it shows `text`. Fails where it does not within 20 seconds.
  std::string read_until(const std::string& text) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::size_t at = 0;
    while ((at = shown_.find(text)) == std::string::npos) {
      if (!read_more() || std::chrono::steady_clock::now() > deadline) {
        print_error("waited for '%s', the terminal shows '%s'\n", text.c_str(), shown_.c_str());
        _fail(__FILE__, __LINE__);
      }
    }
    std::string before = shown_.substr(0, at);
    shown_.erase(0, at + text.size());
    return before;
  }

  bool read_more() {
    pollfd ready{terminal_, POLLIN, 0};
    if (poll(&ready, 1, 20'000) <= 0) return false;
    char bytes[4096];
    const ssize_t count = ::read(terminal_, bytes, sizeof bytes);
    if (count <= 0) return false;
    shown_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  int terminal_ = -1;
  pid_t process_ = -1;
  std::string shown_;
};
