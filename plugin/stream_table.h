#pragma once

namespace flowstat::plugin {

/// Makes the table of flows known: in the window Statistics > Flowstat Flows, and as `-z
/// flowstat,table`.
void register_stream_table();

}  // namespace flowstat::plugin
