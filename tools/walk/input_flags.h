#pragma once

#include <string_view>

#include "core/flow/flow_limits.h"
#include "core/flow/streams/rule.h"
#include "tools/cli/flag.h"
#include "tools/cli/terminal.h"
#include "tools/walk/inputs.h"
#include "tools/walk/selection.h"

namespace flowstat::walk {

/// What the command line of every tool that reads captures says; a tool's own options derive from
/// it.
struct InputOptions {
  Inputs inputs;
  Wanted wanted;
  StreamRule stream_rule = StreamRule::v4_4;
  FlowLimits flow_limits;
  cli::ColorWhen color = cli::ColorWhen::automatic;
  bool overwrites = false;
  bool is_quiet = false;
  bool wants_help = false;
  bool wants_version = false;
};

/// Headings in help, in the order in which every tool has them; a tool's own stand between those of
/// frames and of output.
inline constexpr std::string_view kInputGroup = "Input";
inline constexpr std::string_view kFramesGroup = "Which frames";
inline constexpr std::string_view kOutputGroup = "Output";
inline constexpr std::string_view kMeaningGroup = "Meaning";
inline constexpr std::string_view kOtherGroup = "Other";

/// A flag that more than one tool has. A table of flags takes it by
/// cli::inherit<Options, walk::kReadFlag>().
using InputFlag = cli::Flag<InputOptions>;

extern const InputFlag kReadFlag;  ///< These two: of kInputGroup.
extern const InputFlag kInterfaceFlag;

extern const InputFlag kFilterFlag;  ///< These four: of kFramesGroup.
extern const InputFlag kStartFlag;
extern const InputFlag kDurationFlag;
extern const InputFlag kCountFlag;

extern const InputFlag kForceFlag;  ///< These two: of kOutputGroup.
extern const InputFlag kColorFlag;

extern const InputFlag kIdleTimeoutFlag;  ///< These three: of kMeaningGroup.
extern const InputFlag kActiveTimeoutFlag;
extern const InputFlag kStreamRuleFlag;

extern const InputFlag kQuietFlag;  ///< These three: of kOtherGroup.
extern const InputFlag kHelpFlag;
extern const InputFlag kVersionFlag;  ///< For tools that use Arrow and libpcap.

/// What --stream-rule calls `rule`: "4.4".
std::string_view word_of(StreamRule rule);

}  // namespace flowstat::walk
