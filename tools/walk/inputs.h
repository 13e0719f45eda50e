#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "tools/walk/selection.h"

namespace flowstat::walk {

/// The captures that the command line names: files or an interface.
struct Inputs {
  std::vector<std::string> files;   ///< Of -r, or the words; "-" is standard input.
  bool is_read_flag_given = false;  ///< -r: the words are a filter.
  std::string interface;            ///< Of -i, which makes the words a filter too; "" without.

  bool is_live() const { return !interface.empty(); }
};

/// The words behind the flags: a filter where -r names the files or -i an interface, otherwise the
/// files. Error: usage, for a second filter, or files beside an interface.
Status take_words(std::vector<std::string> words, Inputs& inputs, Wanted& wanted);

/// Error: usage, if no file or interface is named; it says how `tool` is told of one.
Status check_is_given(const Inputs& inputs, std::string_view tool);

/// True if there is something at `path`.
bool is_file(const std::string& path);

/// True if `path` is a folder, or says by its end that it is to be one.
bool is_folder(const std::string& path);

/// True if writing to `path` would overwrite one of the inputs while it is read.
bool is_an_input(const std::string& path, const Inputs& inputs);

/// `error`, with a line for those who took a filter for a file, a file for a filter, or one
/// language of filters for the other.
Error with_hint(Error error, const Inputs& inputs, const Wanted& wanted, std::string_view tool);

}  // namespace flowstat::walk
