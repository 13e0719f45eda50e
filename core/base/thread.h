#pragma once

#include <functional>
#include <thread>

#include "core/base/result.h"

namespace flowstat {

/// Starts a thread that no signal is delivered to: signals are the business of the thread that
/// started it, whose waiting they are to end. Error: the system gives no thread.
Result<std::thread> start_thread(std::function<void()> work);

}  // namespace flowstat
