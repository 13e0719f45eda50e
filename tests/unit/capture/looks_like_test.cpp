#include "core/capture/looks_like.h"

#include "tests/unit/capture/files.h"
#include "tests/unit/testing.h"

using namespace flowstat;
using namespace files;

namespace {

struct Case {
  const char* name;
  Octets front;
  const char* what;
};

// clang-format off
const Case kCases[] = {
    {"snoop",                       hex("736e6f6f70000000 00000002"),     "a Solaris snoop capture; convert it with: editcap -F pcap"},
    {"Network Monitor 2",           text("GMBU and on"),                  "a Microsoft Network Monitor capture; convert it with: editcap -F pcap"},
    {"Network Monitor 1",           text("RTSS and on"),                  "a Microsoft Network Monitor capture; convert it with: editcap -F pcap"},
    {"Sniffer",                     text("TRSNIFF data    ") + hex("1a"), "a Sniffer capture; convert it with: editcap -F pcap"},
    {"patched libpcap, little",     hex("34cdb2a1 0200"),                 "a pcap file of a patched libpcap; convert it with: editcap -F pcap"},
    {"patched libpcap, big",        hex("a1b2cd34 0002"),                 "a pcap file of a patched libpcap; convert it with: editcap -F pcap"},
    {"Parquet",                     text("PAR1") + hex("15"),             "a Parquet file, perhaps of our own making"},
    {"Arrow",                       text("ARROW1") + hex("0000"),         "an Arrow file, perhaps of our own making"},
    {"SQLite",                      text("SQLite format 3") + hex("00"),  "an SQLite database"},
    {"HDF5",                        hex("894844460d0a1a0a"),              "an HDF5 file"},
    {"PDF",                         text("%PDF-1.7"),                     "a PDF document"},
    {"PNG",                         hex("89504e470d0a1a0a"),              "a PNG picture"},
    {"JPEG",                        hex("ffd8ffe0"),                      "a JPEG picture"},
    {"ELF",                         hex("7f454c46 02"),                   "a program (ELF)"},
    {"ZIP",                         hex("504b0304 14"),                   "a ZIP archive; unpack it first"},
    {"7z",                          hex("377abcaf271c 00"),               "a 7z archive; unpack it first"},
    {"RAR",                         text("Rar!"),                         "a RAR archive; unpack it first"},
    {"xz",                          hex("fd377a585a00"),                  "xz data; unpack it first"},
    {"bzip2",                       text("BZh91AY"),                      "bzip2 data; unpack it first"},
    {"lz4",                         hex("04224d18 64"),                   "lz4 data; unpack it first"},
    {"a web page",                  text("<!DOCTYPE html>\n"),            "a web page"},
    {"a web page without a type",   text("<html lang='en'>"),             "a web page"},
    {"XML",                         text("<?xml version='1.0'?>"),        "XML"},
    {"text",                        text("No.\tTime\r\n1\t0.0\n"),        "text"},
    {"text beyond ASCII",           text("Gr\xc3\xb6\xc3\x9f""e"),        "text"},
    {"a signature that is cut",     text("TRSNIFF"),                      "text"},
    {"an octet that no text has",   text("abc") + hex("00"),              "binary data of no known kind"},
    {"text for 512 octets",         Octets(512, 'a') + hex("00"),         "text"},
    {"all but the first 511",       Octets(511, 'a') + hex("00"),         "binary data of no known kind"},
};
// clang-format on

void check(void** state) {
  const Case& row = row_of<Case>(state);
  assert_string_equal(looks_like(row.front).c_str(), row.what);
}

}  // namespace

int main() {
  return run_table<Case>(kCases, check);
}
