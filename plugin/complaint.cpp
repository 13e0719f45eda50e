#include "plugin/complaint.h"

#include <cstdio>
#include <cstdlib>

#include "plugin/command_line.h"
#include "plugin/preferences.h"
#include "plugin/wireshark.h"
//
#include <wsutil/report_message.h>

namespace flowstat::plugin {

namespace {

/// True if Wireshark calls our dissector.
bool is_protocol_enabled() {
  return proto_is_protocol_enabled(find_protocol_by_id(proto_get_id_by_filter_name("flowstat")));
}

}  // namespace

void give_up(const char* name, const char* why) {
  std::fprintf(stderr, "tshark: -z %s: %s\n", name, why);
  std::exit(1);
}

void complain(const char* name, const char* why) {
  if (is_tshark()) give_up(name, why);
  report_failure("%s: %s", name, why);
}

void complain_if_off(const char* name) {
  if (!is_protocol_enabled()) return complain(name, "the protocol flowstat is disabled");
  if (!is_switched_on()) complain(name, "flowstat is off in the preferences");
}

}  // namespace flowstat::plugin
