#include "tools/walk/engine.h"

#include <algorithm>

#include "core/native/native_field.h"
#include "tools/walk/native_fields.h"
#include "tools/walk/open_inputs.h"
#include "tools/walk/take_all.h"
#include "tools/walk/user_settings.h"

namespace flowstat::walk {

namespace {

bool are_set(const dissect::Settings& settings) {
  return !settings.profile.empty() || !settings.preferences.empty() ||
         !settings.decode_as.empty() || !settings.enabled.empty() || !settings.disabled.empty() ||
         !settings.resolved_names.empty();
}

bool is_any_twice(std::vector<std::string> names) {
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) != names.end();
}

/// Why only Wireshark's dissectors can answer, whatever is in the capture; "" if native can.
std::string needed_by(const DissectOptions& options, StreamRule rule, bool has_stream_columns) {
  const dissect::Question& question = options.question;
  if (!question.filter.empty()) return "the display filter";
  for (const std::string& name : question.fields)
    if (native::find_native_field(name) == nullptr) return name;
  if (is_any_twice(question.fields)) return "a field that is named twice";
  if (question.value_strings != dissect::ValueStrings::none) return "--value-strings";
  if (question.has_two_passes) return "two passes";
  if (are_set(options.settings)) return "what is set of Wireshark";
  if (interest_of(question).of_streams && has_stream_columns && rule != native::rule_of_wireshark())
    return "columns that number streams by another rule";
  if (!options.settings.ignores_profile)
    if (const std::string path = user_settings(); !path.empty()) return path;
  return "";
}

/// The first frame that is not plain, as words: "frame 7 holds a tunnel"; "" if there is none.
Result<std::string> first_odd_frame(const DissectOptions& options, const InputOptions& inputs,
                                    const KeptInputs& files) {
  const native::Interest interest = interest_of(options.question);
  auto opened = open_inputs(inputs, files, FrameLife::batch);
  if (!opened.ok()) return opened.error();
  const auto reader =
      PacketReader::start(*opened.value().source, std::move(opened.value().selection),
                          {.decodes_every = interest.of_streams});
  if (!reader.ok()) return reader.error();
  std::string found;
  const Status ended = take_all(*reader.value(), inputs.is_quiet, [&](ReadBatch& batch) -> Status {
    const PacketBatch& packets = interest.of_streams ? batch.every : batch.wanted();
    for (std::size_t i = 0; i < packets.size(); ++i) {
      const std::string_view why = native::why_not_plain(packets[i], interest);
      if (why.empty()) continue;
      found = "frame " + std::to_string(packets[i].frame.number) + " " + std::string(why);
      return Error{found};  // nothing behind it matters
    }
    return kOk;
  });
  if (!ended.ok() && ended.error().cause == Cause::interrupted) return ended.error();
  return found;
}

}  // namespace

Result<ChosenEngine> choose_engine(const DissectOptions& options, const InputOptions& inputs,
                                   KeptInputs& files, bool has_stream_columns) {
  if (options.engine == Engine::dissector) return ChosenEngine{false, "--engine"};
  const std::string needed = needed_by(options, inputs.stream_rule, has_stream_columns);
  if (options.engine == Engine::native) {
    if (needed.empty()) return ChosenEngine{true, "--engine"};
    return Error{"--engine native has no answer: " + needed + " needs Wireshark's dissectors",
                 Cause::usage};
  }
  if (!needed.empty()) return ChosenEngine{false, needed};
  if (inputs.inputs.is_live())
    return Error{"fields of an interface need --engine native", Cause::usage};
  if (Status copied = files.copy(); !copied.ok()) return copied.error();
  const auto are_ours = files.are_ours();
  if (!are_ours.ok()) return are_ours.error();
  if (!are_ours.value()) return ChosenEngine{false, "the format of the capture"};
  auto odd = first_odd_frame(options, inputs, files);
  if (!odd.ok()) return odd.error();
  if (!odd.value().empty()) return ChosenEngine{false, std::move(odd.value())};
  return ChosenEngine{true, "every frame and field"};
}

}  // namespace flowstat::walk
