#include "tools/flowdump/summary.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/columns/json_text.h"
#include "core/packet/defect.h"
#include "tools/cli/progress_text.h"

namespace flowstat::flowdump {

namespace {

/// "1 packet", "1,234 packets"
std::string counted(std::int64_t number, std::string_view what) {
  return cli::with_commas(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

std::string decimals(double value, int places) {
  std::array<char, 64> text;
  std::snprintf(text.data(), text.size(), "%.*f", places, value);
  return text.data();
}

std::string time_text(std::int64_t ns) {
  std::array<char, kTimeTextBytes> text;
  return {text.data(), write_time({ns}, text.data())};
}

std::string_view word_of(const walk::ChosenEngine& engine) {
  if (engine.is_native) return "native";
  return engine.needs_tree ? "dissector" : "taps";
}

bool has_times(const Report& report) {
  return report.first_ns <= report.last_ns;
}

/// "truncated 3, bad_length 1", without those that did not occur.
std::string defects_text(const Report& report) {
  std::string text;
  for (std::size_t i = 1; i < report.defects.size(); ++i)
    if (report.defects[i] > 0)
      text.append(text.empty() ? "" : ", ")
          .append(kDefectLabels[i])
          .append(" ")
          .append(cli::with_commas(report.defects[i]));
  return text.empty() ? "none" : text;
}

}  // namespace

std::string summary_text(const Report& report) {
  std::string text = "read     " + counted(report.frames, "frame") + ", " +
                     counted(report.input_bytes, "byte") + " in " + decimals(report.seconds, 2) +
                     " s (" +
                     cli::with_commas(static_cast<std::int64_t>(static_cast<double>(report.frames) /
                                                                std::max(report.seconds, 1e-9))) +
                     " frames/s)\n";
  text += "taken    " + counted(report.packets, "packet");
  if (report.flows) text += ", " + counted(*report.flows, "flow");
  text += "\n";
  if (has_times(report))
    text += "time     " + time_text(report.first_ns) + " to " + time_text(report.last_ns) + "\n";
  if (report.engine)
    text += "engine   " + std::string(word_of(*report.engine)) + ": " + report.engine->why + "\n";
  text += "defects  " + defects_text(report) + "\n";
  for (const auto& [path, count, what] : report.outputs)
    text += "wrote    " + counted(count, what) + " to " + (path == "-" ? "standard output" : path) +
            "\n";
  return text;
}

std::string summary_json(const Report& report) {
  std::string text = "{\"frames\":" + std::to_string(report.frames) +
                     ",\"packets\":" + std::to_string(report.packets) +
                     ",\"flows\":" + (report.flows ? std::to_string(*report.flows) : "null") +
                     ",\"input_bytes\":" + std::to_string(report.input_bytes) +
                     ",\"seconds\":" + decimals(report.seconds, 6);
  text +=
      ",\"first_time\":" + (has_times(report) ? json_string(time_text(report.first_ns)) : "null");
  text += ",\"last_time\":" + (has_times(report) ? json_string(time_text(report.last_ns)) : "null");
  text += ",\"engine\":" + (report.engine ? json_string(word_of(*report.engine)) : "null");
  text += ",\"engine_why\":" + (report.engine ? json_string(report.engine->why) : "null");
  text += ",\"defects\":{";
  for (std::size_t i = 1; i < report.defects.size(); ++i) {
    if (i > 1) text += ',';
    text += json_string(kDefectLabels[i]) + ':' + std::to_string(report.defects[i]);
  }
  text += "},\"outputs\":[";
  for (std::size_t i = 0; i < report.outputs.size(); ++i) {
    if (i > 0) text += ',';
    const auto& [path, count, what] = report.outputs[i];
    text += "{\"path\":" + json_string(path) + ",\"" + std::string(what) +
            "s\":" + std::to_string(count) + '}';
  }
  return text + "]}\n";
}

}  // namespace flowstat::flowdump
