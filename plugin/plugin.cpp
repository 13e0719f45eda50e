#include "plugin/dissector.h"
#include "plugin/flow_tree.h"
#include "plugin/reports.h"
#include "plugin/stream_table.h"
#include "plugin/wireshark.h"

// What Wireshark looks for in a plugin. Without braces: in them the constants would not be seen
// from outside.
extern "C" WS_DLL_PUBLIC_DEF const char plugin_version[] = FLOWSTAT_PLUGIN_VERSION;
extern "C" WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
extern "C" WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;
extern "C" WS_DLL_PUBLIC_DEF void plugin_register(void);

namespace {

void register_listeners() {
  flowstat::plugin::register_reports();
  flowstat::plugin::register_stream_table();
  flowstat::plugin::register_flow_tree();
}

void nothing() {}
void nothing_of(epan_dissect_t*) {}

}  // namespace

void plugin_register() {
  static proto_plugin plugin{};
  plugin.register_protoinfo = flowstat::plugin::register_fields;
  plugin.register_handoff = flowstat::plugin::register_dissector;
  proto_register_plugin(&plugin);
  // All but the last three are called without a look whether they are there.
  static epan_plugin hooks{};
  hooks.init = hooks.post_init = hooks.cleanup = nothing;
  hooks.dissect_init = hooks.dissect_cleanup = nothing_of;
  hooks.register_all_tap_listeners = register_listeners;
  epan_register_plugin(&hooks);
}
