#pragma once

#include <string>

#include "tools/cli/flag.h"
#include "tools/walk/dissected.h"

namespace flowstat::walk {

/// Headings in help, of the flags below.
inline constexpr std::string_view kFieldGroup = "Wireshark's fields";
inline constexpr std::string_view kWiresharkGroup = "How Wireshark dissects";

/// A flag of tools that dissect; their options derive from DissectOptions.
using DissectFlag = cli::Flag<DissectOptions>;

extern const DissectFlag kFieldFlag;  ///< These: of kFieldGroup.
extern const DissectFlag kDisplayFilterFlag;
extern const DissectFlag kFieldOptionFlag;
extern const DissectFlag kEngineFlag;
extern const DissectFlag kPrintFlag;
extern const DissectFlag kDetailsFlag;
extern const DissectFlag kValueStringsFlag;
extern const DissectFlag kNamesFlag;
extern const DissectFlag kUint64Flag;
extern const DissectFlag kListFieldsFlag;

extern const DissectFlag kTwoPassFlag;  ///< These: of kWiresharkGroup.
extern const DissectFlag kPreferenceFlag;
extern const DissectFlag kDecodeAsFlag;
extern const DissectFlag kEnableFlag;
extern const DissectFlag kDisableFlag;
extern const DissectFlag kNoResolutionFlag;
extern const DissectFlag kResolutionFlag;
extern const DissectFlag kProfileFlag;
extern const DissectFlag kNoProfileFlag;
extern const DissectFlag kJobsFlag;
extern const DissectFlag kFrameTimeoutFlag;
extern const DissectFlag kChunkFlag;

/// True if `value` looks like a preference, "tcp.desegment_tcp_streams:FALSE", as -o takes it in
/// tshark, and not like the name of a file.
bool is_preference(const std::string& value);

}  // namespace flowstat::walk
