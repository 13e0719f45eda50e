/* A plugin that listens to the tap of flowstat, as anybody could write one:
 *
 *     gcc -shared -fPIC -o listener.so listener.c $(pkg-config --cflags --libs wireshark) \
 *         -I ~/.local/include
 *
 * `tshark -q -z flowlisten,FOLDER[,FILTER]` appends the octets of each stream to a file in FOLDER, with
 * zeros where they are missing, and prints a line for each event.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include <wireshark.h>

#include <epan/epan.h>
#include <epan/packet.h>
#include <epan/stat_tap_ui.h>
#include <epan/tap.h>
#include <flowstat/stream_tap.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <ws_version.h>

WS_DLL_PUBLIC_DEF const char plugin_version[] = "1";
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;
WS_DLL_PUBLIC_DEF void plugin_register(void);

static const char* const kinds[] = {"begin", "data", "hole", "truncated", "conflict"};
static char folder[512];
static flowstat_stream_event last;
static int has_events;

static void put(const flowstat_stream_event* event) {
  char path[600];
  snprintf(path, sizeof(path), "%s/%" PRIu64 "-%s", folder, event->flow_id, event->direction ? "backward" : "forward");
  FILE* file = fopen(path, "ab");
  if (file == NULL) return;
  if (event->data != NULL)
    fwrite(event->data, 1, event->bytes, file);
  else if (fseek(file, 0, SEEK_END) != 0 || ftruncate(fileno(file), ftell(file) + (off_t)event->bytes) != 0)
    perror(path);  /* a hole may be of gigabytes, which take no room so */
  fclose(file);
}

static void take(void* user, const flowstat_stream_event* event) {
  (void)user;
  if (event->version != FLOWSTAT_STREAM_TAP_VERSION) return;
  last = *event;
  has_events = 1;
  printf("%s flow=%" PRIu64 " direction=%u offset=%" PRId64 " bytes=%" PRIu64 " frame=%u time=%" PRId64 " ports=%u,%u address=%u", kinds[event->kind],
         event->flow_id, event->direction, event->offset, event->bytes, event->frame, event->time_ns, event->src_port, event->dst_port, event->address_bytes);
  if (event->kind == FLOWSTAT_STREAM_CONFLICT)
    for (uint64_t i = 0; i < event->bytes; i++) printf(i ? "%02x" : " octets=%02x", event->data[i]);
  printf("\n");
  if (event->kind != FLOWSTAT_STREAM_CONFLICT) put(event);
}

static tap_packet_status take_packet(void* user, packet_info* pinfo, epan_dissect_t* edt, const void* event, tap_flags_t flags) {
  (void)pinfo, (void)edt, (void)flags;
  take(user, event);
  return TAP_PACKET_REDRAW;
}

static void draw(void* user) {
  if (has_events) last.drain(take, user);
  printf("end\n");
}

#if WIRESHARK_VERSION_MAJOR * 100 + WIRESHARK_VERSION_MINOR >= 406
static bool start(const char* argument, void* user) {
#else
static void start(const char* argument, void* user) {
#endif
  const char* words = argument + strlen("flowlisten,");
  const char* comma = strchr(words, ',');
  snprintf(folder, sizeof(folder), "%.*s", comma ? (int)(comma - words) : (int)strlen(words), words);
  GString* error = register_tap_listener(FLOWSTAT_STREAM_TAP, &folder, comma ? comma + 1 : NULL, TL_REQUIRES_NOTHING, NULL, take_packet, draw, NULL);
  (void)user;
  if (error != NULL) {
    fprintf(stderr, "%s\n", error->str);
    exit(1);
  }
#if WIRESHARK_VERSION_MAJOR * 100 + WIRESHARK_VERSION_MINOR >= 406
  return true;
#endif
}

static void register_listeners(void) {
  static stat_tap_ui ui = {REGISTER_STAT_GROUP_GENERIC, "Listen to streams", "flowlisten", start, 0, NULL};
  register_stat_tap_ui(&ui, NULL);
}

static void nothing(void) {}
static void nothing_of(epan_dissect_t* edt) { (void)edt; }

void plugin_register(void) {
  static epan_plugin hooks;
  hooks.init = hooks.post_init = hooks.cleanup = nothing;
  hooks.dissect_init = hooks.dissect_cleanup = nothing_of;
  hooks.register_all_tap_listeners = register_listeners;
  epan_register_plugin(&hooks);
}
