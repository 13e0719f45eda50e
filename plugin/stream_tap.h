/* The tap "flowstat_stream" of the flowstat plugin: the octets of TCP streams in order.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A listener of this tap, registered as any other by register_tap_listener(), is given a
 * flowstat_stream_event as its tap data for each run of octets that a frame brings into order, and
 * for each that turns out to be missing. It is the same in every pass over a capture. A frame may
 * have many events, and events of both directions: a hole is told by the frame that acknowledges
 * it, one second of the capture later.
 *
 * What still waits behind a hole when the capture ends is told by no frame: give it to yourself by
 * drain(), in the draw callback. A listener with a filter hears of those frames only that it lets
 * pass, and so lacks what others bring; choose streams by flow_id instead.
 *
 * Needs: #include <stdint.h>, which this does. Works in C and C++. */
#ifndef FLOWSTAT_STREAM_TAP_H
#define FLOWSTAT_STREAM_TAP_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Name of the tap. */
#define FLOWSTAT_STREAM_TAP "flowstat_stream"

/** Of what is declared here. It changes when what is there is no longer what it was; members may
 * be added at the end without a change. */
#define FLOWSTAT_STREAM_TAP_VERSION 1

/** What an event tells. */
typedef enum {
  FLOWSTAT_STREAM_BEGIN,     /**< The first packet of a direction; there are no octets. */
  FLOWSTAT_STREAM_DATA,      /**< Octets in order, behind those of the event before; may be of many
                                frames. */
  FLOWSTAT_STREAM_HOLE,      /**< Octets that the capture lacks. */
  FLOWSTAT_STREAM_TRUNCATED, /**< Octets of a frame that were cut off when it was captured. */
  FLOWSTAT_STREAM_CONFLICT   /**< Octets that came before, and differ; these are the later ones. */
} flowstat_stream_kind;

struct flowstat_stream_event;

/** Takes an event; `user` is what drain() was given. */
typedef void (*flowstat_stream_callback)(void* user, const struct flowstat_stream_event* event);

/** A run of octets in one direction of a TCP connection. Valid during the callback, as is all that
 * it points to. BEGIN, DATA, HOLE and TRUNCATED come in order of `offset` and leave no gap. */
typedef struct flowstat_stream_event {
  uint32_t version;   /**< FLOWSTAT_STREAM_TAP_VERSION of the plugin. */
  uint32_t kind;      /**< A flowstat_stream_kind. */
  uint64_t flow_id;   /**< The field flowstat.flow_id. */
  uint32_t direction; /**< 0: forward, from the initiator; 1: backward. */
  uint32_t frame;     /**< That brought the first octet; of a hole 0. */
  int64_t time_ns;    /**< Of that frame, since 1970 UTC; INT64_MIN if it has none. */
  int64_t offset; /**< Of the first octet; 0 is the one behind the SYN's, or where that had not come
                     by then, the lowest that had: what lies before is not told. */
  uint64_t bytes; /**< How many octets. */
  const uint8_t* data; /**< The octets of DATA and CONFLICT, else NULL. */
  uint8_t src[16];     /**< Address of the sender of this direction, in network order. */
  uint8_t dst[16];
  uint32_t address_bytes; /**< 4 or 16: how much of an address counts. */
  uint16_t src_port;
  uint16_t dst_port;
  /** Tells `callback` what still waits, of all connections. To be called when all frames have
   * come; what comes later is lost for the streams it belongs to. */
  void (*drain)(flowstat_stream_callback callback, void* user);
} flowstat_stream_event;

#ifdef __cplusplus
}
#endif

#endif
