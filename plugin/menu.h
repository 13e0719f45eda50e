#pragma once

#include "plugin/wireshark.h"
//
#include <epan/stats_tree.h>

// The menu of our windows below Statistics; between the parts of a name stands '/' up to 4.2.
#ifndef STATS_TREE_MENU_SEPARATOR
#define STATS_TREE_MENU_SEPARATOR "/"
#endif
#define FLOWSTAT_MENU "Flowstat" STATS_TREE_MENU_SEPARATOR
