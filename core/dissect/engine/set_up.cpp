#include "core/dissect/engine/set_up.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "core/base/nearest.h"
#include "core/dissect/engine/decode_as.h"
#include "core/dissect/engine/names.h"
#include "core/dissect/engine/wireshark.h"

namespace flowstat::dissect {

namespace {

std::string program = "flowdump";

void tell(const char* format, va_list arguments) {
  std::fprintf(stderr, "%s: ", program.c_str());
  std::vfprintf(stderr, format, arguments);
  std::fputc('\n', stderr);
}

/// What Wireshark itself has to say, such as of a broken preferences file, goes to standard error.
const report_message_routines& message_routines() {
  static const report_message_routines routines = [] {
    report_message_routines made{};
    made.vreport_failure = tell;
    made.vreport_warning = tell;
    made.report_open_failure = [](const char* path, int, auto) {
      std::fprintf(stderr, "%s: cannot open %s\n", program.c_str(), path);
    };
    made.report_read_failure = [](const char* path, int) {
      std::fprintf(stderr, "%s: cannot read %s\n", program.c_str(), path);
    };
    made.report_write_failure = [](const char* path, int) {
      std::fprintf(stderr, "%s: cannot write %s\n", program.c_str(), path);
    };
    return made;
  }();
  return routines;
}

/// A folder that is not there has no preferences, no disabled protocols, and no Decode As.
void hide_profiles() {
  setenv("WIRESHARK_CONFIG_DIR", "/nonexistent", 1);
}

Status begin(const Settings& settings) {
  if (settings.ignores_profile) hide_profiles();
  begin_wiretap(settings.program);
  timestamp_set_type(TS_RELATIVE);
  timestamp_set_seconds_type(TS_SECONDS_DEFAULT);
  timestamp_set_precision(TS_PREC_AUTO);
  if (!epan_init(nullptr, nullptr, true)) return Error{"Wireshark's library does not start"};
  return kOk;
}

Status choose_profile(const std::string& name) {
  if (name.empty()) return kOk;
  if (!profile_exists(name.c_str(), false) && !profile_exists(name.c_str(), true))
    return Error{"no configuration profile '" + name + "'", Cause::usage};
  set_profile_name(name.c_str());
  return kOk;
}

Error bad_preference(const std::string& preference, const char* words) {
  const std::string name = preference.substr(0, preference.find(':'));
  const std::string near = nearest_preference(name);
  std::string message = "no preference '" + name + "'";
  if (words != nullptr && *words != '\0') message = "bad preference '" + preference + "': " + words;
  if (!near.empty() && near != name) message += "; did you mean '" + near + "'?";
  return {message, Cause::usage};
}

Status set_preference(const std::string& preference) {
  if (preference.find(':') == std::string::npos)
    return Error{"'" + preference + "' is no preference: it takes name:value", Cause::usage};
  std::string buffer = preference;  // which Wireshark writes into
  char* words = nullptr;
  const prefs_set_pref_e done = prefs_set_pref(buffer.data(), &words);
  if (done == PREFS_SET_OK || done == PREFS_SET_OBSOLETE) return kOk;
  const Error error = done == PREFS_SET_NO_SUCH_PREF
                          ? bad_preference(preference, nullptr)
                          : bad_preference(preference, words == nullptr ? "wrong value" : words);
  g_free(words);
  return error;
}

/// Keys that a browser was told to log, unless the preferences name a file themselves.
Status take_key_log() {
  const char* const path = std::getenv("SSLKEYLOGFILE");
  if (path == nullptr || *path == '\0') return kOk;
  return set_preference(std::string("tls.keylog_file:") + path);
}

bool is_protocol(const std::string& name) {
  return proto_get_id_by_filter_name(name.c_str()) != -1;
}

Status enable(const std::string& name, bool is_enabled) {
  if (is_protocol(name)) {
    if (is_enabled)
      proto_enable_proto_by_name(name.c_str());
    else
      proto_disable_proto_by_name(name.c_str());
    return kOk;
  }
  if (enable_heuristic(name, is_enabled)) return kOk;
  const std::string near = nearest_protocol(name);
  return Error{
      "no protocol '" + name + "'" + (near.empty() ? "" : "; did you mean '" + near + "'?"),
      Cause::usage};
}

Status resolve(const std::string& letters) {
  disable_name_resolution();
  if (letters.empty()) return kOk;
  const char wrong = string_to_name_resolve(letters.c_str(), &gbl_resolv_flags);
  if (wrong == '\0') return kOk;
  return Error{std::string("-N does not know '") + wrong + "'; there are d, g, m, n, N, s, t and v",
               Cause::usage};
}

}  // namespace

void begin_wiretap(const std::string& program_name) {
  static bool has_begun = false;
  if (has_begun) return;
  has_begun = true;
  program = program_name;
  begin_logging(program.c_str(), tell);
  init_process_policies();
  if (char* const wrong = begin_configuration(program.c_str()); wrong != nullptr) {
    std::fprintf(stderr, "%s: %s\n", program.c_str(), wrong);
    g_free(wrong);
  }
  init_report_message(program.c_str(), &message_routines());
  wtap_init(true);
}

Status set_up_wireshark(const Settings& settings) {
  if (const Status begun = begin(settings); !begun.ok()) return begun;
  if (const Status chosen = choose_profile(settings.profile); !chosen.ok()) return chosen;
  epan_load_settings();
  if (const Status taken = take_key_log(); !taken.ok()) return taken;
  for (const std::string& preference : settings.preferences)
    if (const Status set = set_preference(preference); !set.ok()) return set;
  prefs_apply_all();
  if (const Status named = resolve(settings.resolved_names); !named.ok()) return named;
  for (const std::string& name : settings.enabled)
    if (const Status done = enable(name, true); !done.ok()) return done;
  for (const std::string& name : settings.disabled)
    if (const Status done = enable(name, false); !done.ok()) return done;
  for (const std::string& rule : settings.decode_as)
    if (const Status done = decode_as(rule); !done.ok()) return done;
  return kOk;
}

}  // namespace flowstat::dissect
