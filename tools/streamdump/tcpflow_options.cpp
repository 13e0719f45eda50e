#include "tools/streamdump/tcpflow_options.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace flowstat::streamdump {

namespace {

struct TcpflowOption {
  std::string_view word;
  std::string_view instead;
};

/// tcpflow(1), 1.6.1. Those that streamdump takes with the same letter are not here.
constexpr TcpflowOption kOptions[] = {
    {"-a", "streamdump looks into no stream; write them with -o and give the files to a scanner"},
    {"-0", "-B shows octets as they are, -C leaves out the line that says who speaks"},
    {"-A", "the table of streams has what tcpflow's flow report has"},
    {"-e", "streamdump has no scanners; write the streams with -o"},
    {"-E", "streamdump has no scanners; write the streams with -o"},
    {"-F", "names are chosen by -T TEMPLATE, whose tokens streamdump --help lists"},
    {"-g", "colour is chosen by --color"},
    {"-H", "streamdump has no scanners; see streamdump --help"},
    {"-I", "times and frames of every span are in the table of --spans"},
    {"-J", "--join=jsonl writes lines of JSON"},
    {"-K", "flowdump writes tables of packets, editcap and tcpdump write captures"},
    {"-l", "name the captures as words: streamdump FILE... -o FOLDER"},
    {"-L", "streamdump needs no lock; give each run a folder of its own"},
    {"-m", "streamdump needs no limit: only what no window can reach is outside a stream"},
    {"-p", "-i captures as tcpdump does; without promiscuous mode: tcpdump -p -w - | streamdump -"},
    {"-P", "streamdump keeps connections as long as they need"},
    {"-R", "name all captures as words, in any order: they are one timeline"},
    {"-s", "use the shell's tools on the file: tr -cd '[:print:]\\n'"},
    {"-S", "streamdump has no such settings; see streamdump --help"},
    {"-U", "streamdump needs no privileges but for -i; sudo -u USER runs it as another"},
    {"-V", "--version says it"},
    {"-w", "packets that belong to no stream are in flowdump's table of packets"},
    {"-x", "streamdump has no scanners; write the streams with -o"},
    {"-X", "the report is called report.xml, and written by --report dfxml"},
    {"-Z", "nothing is unpacked; the file is what was sent"},
};

/// Those of -F stand right behind it, as in "-FXm".
bool is_said(std::string_view word, const TcpflowOption& option) {
  return word == option.word || (option.word == "-F" && word.starts_with("-F"));
}

}  // namespace

Status check_tcpflow_options(std::span<const char* const> arguments) {
  for (const std::string_view word : arguments) {
    if (word == "--") break;
    const auto option = std::ranges::find_if(
        kOptions, [&](const TcpflowOption& each) { return is_said(word, each); });
    if (option != std::end(kOptions))
      return Error{"no option " + std::string(word) + ": " + std::string(option->instead),
                   Cause::usage};
  }
  return kOk;
}

}  // namespace flowstat::streamdump
