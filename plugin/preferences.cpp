#include "plugin/preferences.h"

namespace flowstat::plugin {

namespace {

WiresharkBoolean is_on = true;
WiresharkBoolean shows_packet = true;
WiresharkBoolean shows_run = true;
WiresharkBoolean shows_stream = true;
WiresharkBoolean tells_odd = true;
unsigned idle_seconds = 0;
unsigned active_seconds = 0;
unsigned most_flows = 0;
int header = 0;

/// A line of the page.
template <class Value>
struct Preference {
  const char* name;
  const char* title;
  const char* about;
  Value* value;
};

constexpr Preference<WiresharkBoolean> kSwitches[] = {
    {"enabled", "Count flows", "Take packets into flows and show fields; off costs nothing",
     &is_on},
    {"packet_fields", "Show a packet's place in its flow",
     "In the packet details; columns and filters have the fields in any case", &shows_packet},
    {"run_fields", "Show the flow up to the packet",
     "In the packet details; columns and filters have the fields in any case", &shows_run},
    {"stream_fields", "Show the whole conversation",
     "In the packet details; columns and filters have the fields in any case", &shows_stream},
    {"expert", "Tell of holes, conflicts and reused ports",
     "Expert information for octets that are missing, that were cut off or that differ when they "
     "come again, and for ports used again",
     &tells_odd},
};

constexpr Preference<unsigned> kNumbers[] = {
    {"idle_timeout", "Idle timeout (seconds)",
     "A packet that comes later than so after the last one of its flow begins a new flow; 0: none",
     &idle_seconds},
    {"active_timeout", "Active timeout (seconds)",
     "A packet that comes later than so after the first one of its flow begins a new flow; 0: none",
     &active_seconds},
    {"max_flows", "Most flows", "Packets of flows beyond so many have no flow; 0: no limit",
     &most_flows},
};

constexpr StreamRule kRule = kWireshark < 402   ? StreamRule::v4_0
                             : kWireshark < 406 ? StreamRule::v4_4
                                                : StreamRule::v4_6;

std::int64_t timeout_ns(unsigned seconds) {
  return seconds == 0 ? FlowLimits::kNone : std::int64_t{seconds} * 1'000'000'000;
}

}  // namespace

void register_preferences(int protocol) {
  module_t* const page = prefs_register_protocol(protocol, nullptr);
  for (const auto& each : kSwitches)
    prefs_register_bool_preference(page, each.name, each.title, each.about, each.value);
  static const enum_val_t kHeaders[] = {
      {"innermost", "Innermost", 0}, {"outermost", "Outermost", 1}, {nullptr, nullptr, -1}};
  prefs_register_enum_preference(page, "ip_header", "IP header that makes the flow",
                                 "Of tunnels, which of several IP headers says whose flow it is",
                                 &header, kHeaders, false);
  for (const auto& each : kNumbers)
    prefs_register_uint_preference(page, each.name, each.title, each.about, 10, each.value);
}

bool is_switched_on() {
  return is_on;
}

bool is_in_details(Scope scope) {
  switch (scope) {
    case Scope::packet: return shows_packet;
    case Scope::run: return shows_run;
    case Scope::stream: return shows_stream;
  }
  return false;
}

bool tells_oddities() {
  return tells_odd;
}

FlowRules flow_rules() {
  FlowRules rules;
  rules.streams = kRule;
  rules.limits.idle_ns = timeout_ns(idle_seconds);
  rules.limits.active_ns = timeout_ns(active_seconds);
  if (most_flows > 0) rules.limits.most_flows = most_flows;
  rules.is_outermost = header == 1;
  return rules;
}

}  // namespace flowstat::plugin
