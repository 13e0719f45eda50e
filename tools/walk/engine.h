#pragma once

#include <string>

#include "tools/walk/dissected.h"
#include "tools/walk/input_flags.h"

namespace flowstat::walk {

/// Who finds Wireshark's fields, and why it is that one.
struct ChosenEngine {
  bool is_native = false;
  std::string why;         ///< "the display filter"
  bool needs_tree = true;  ///< Of the dissectors; known when they are asked.
};

/// Chooses, where fields are asked for. Left to itself it reads the capture once to see whether
/// every frame is one in which both would find the same. `has_stream_columns`: our own columns of
/// streams are written too, by the rule of `inputs`.
/// Errors: usage, if native is asked for and cannot answer; those of copy(), open_inputs() and the
/// source; interrupted.
Result<ChosenEngine> choose_engine(const DissectOptions& options, const InputOptions& inputs,
                                   KeptInputs& files, bool has_stream_columns);

}  // namespace flowstat::walk
