#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/page_array.h"
#include "core/base/pages_ahead.h"
#include "core/flow/tuple.h"

namespace flowstat {

/// Entries by tuple: a flat table with open addressing and linear probing.
///
/// What is probed are slots of eight octets, hash and record's index; records lie densely beside
/// them and never move relative to each other, so an index is good until the entry is released.
/// A record is an Entry, which is plain and has a member `tuple`, and what its owner keeps behind
/// it: so near that both come with one miss of the TLB.
template <class Entry>
class TupleTable {
 public:
  using Index = std::uint32_t;
  static constexpr Index kNone = UINT32_MAX;

  /// A record is an Entry and `bytes_behind`.
  explicit TupleTable(std::size_t bytes_behind = 0)
      : record_bytes_((sizeof(Entry) + bytes_behind + kAlign - 1) / kAlign * kAlign) {
    resize(kFirstSlots);
    records_.reserve(record_bytes_);  // so that there is a record 0 to count from
  }

  Entry& operator[](Index index) { return *reinterpret_cast<Entry*>(record(index)); }
  const Entry& operator[](Index index) const {
    return *reinterpret_cast<const Entry*>(record(index));
  }

  /// The entry as octets, and behind it those of the owner, who sets them first.
  std::byte* record(Index index) { return records_.data() + index * record_bytes_; }
  const std::byte* record(Index index) const { return records_.data() + index * record_bytes_; }
  /// From one record to the next.
  std::size_t record_bytes() const { return record_bytes_; }

  /// Fetches what find() will wait for when it comes to the keys behind keys[i]: first the slot,
  /// some keys later the record. Called once a key, it keeps memory busy while the caller works.
  void look_ahead(std::span<const Key> keys, std::size_t i) const {
    if (i + 2 * kAhead < keys.size())
      __builtin_prefetch(&slots_[keys[i + 2 * kAhead].hash & mask_]);
    if (i + kAhead < keys.size()) prefetch_record(keys[i + kAhead].hash);
  }

  /// The index of the newest entry of `key`, or kNone.
  Index find(const Key& key) const {
    for (std::size_t at = key.hash & mask_; slots_[at].entry != 0; at = (at + 1) & mask_)
      if (slots_[at].hash == key.hash && (*this)[slots_[at].entry - 1].tuple == key.tuple)
        return slots_[at].entry - 1;
    return kNone;
  }

  /// A new entry for `key`, zero but for its tuple. An older one is no longer found.
  Index insert(const Key& key) {
    const Index index = take_index();
    Entry& entry = (*this)[index];
    entry = Entry{};
    entry.tuple = key.tuple;
    slot_for(key).entry = index + 1;
    return index;
  }

  /// Lets the entry be used again for another. Needs: it is no longer found.
  void release(Index index) {
    (*this)[index] = Entry{};  // version 0: nobody's
    free_.push_back(index);
  }

  /// The entries that are not released, in order of their indices.
  template <class Visit>
  void for_each(Visit visit) const {
    for (Index index = 0; index < index_end_; ++index)
      if ((*this)[index].tuple.version != 0) visit(index);
  }

  std::size_t size() const { return found_; }

 private:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t entry;  // index + 1; 0 is free, so that fresh pages are an empty table
  };
  static constexpr std::size_t kFirstSlots = 4096;
  static constexpr std::size_t kLineBytes = 64;
  /// Half a line: a record begins a line or its second half, and takes no more lines than it must.
  static constexpr std::size_t kAlign = 32;
  /// Keys between fetching and use: enough to hide a cache miss, few enough to still be in cache.
  static constexpr std::size_t kAhead = 16;

  void prefetch_record(std::uint32_t hash) const {
    std::size_t at = hash & mask_;
    while (slots_[at].entry != 0 && slots_[at].hash != hash) at = (at + 1) & mask_;
    if (slots_[at].entry == 0) return;
    const std::byte* const found = record(slots_[at].entry - 1);
    for (std::size_t line = 0; line < record_bytes_; line += kLineBytes)
      __builtin_prefetch(found + line, 1);
  }

  Index take_index() {
    if (!free_.empty()) {
      const Index index = free_.back();
      free_.pop_back();
      return index;
    }
    const std::size_t used = (std::size_t{index_end_} + 1) * record_bytes_;
    records_.reserve(used);
    ahead_.note({records_.data(), records_.room()}, used);
    return index_end_++;
  }

  /// The slot that holds `key`, or a free one that now is its.
  Slot& slot_for(const Key& key) {
    if ((found_ + 1) * 4 > (mask_ + 1) * 3) resize((mask_ + 1) * 2);
    std::size_t at = key.hash & mask_;
    for (; slots_[at].entry != 0; at = (at + 1) & mask_)
      if (slots_[at].hash == key.hash && (*this)[slots_[at].entry - 1].tuple == key.tuple)
        return slots_[at];
    ++found_;
    slots_[at].hash = key.hash;
    return slots_[at];
  }

  void resize(std::size_t count) {
    PageArray<Slot> old = std::move(slots_);
    const std::size_t old_count = found_ == 0 ? 0 : mask_ + 1;
    slots_ = PageArray<Slot>();
    slots_.reserve(count);
    mask_ = count - 1;
    for (std::size_t i = 0; i < old_count; ++i) {
      if (old[i].entry == 0) continue;
      std::size_t at = old[i].hash & mask_;
      while (slots_[at].entry != 0) at = (at + 1) & mask_;
      slots_[at] = old[i];
    }
  }

  PageArray<Slot> slots_;
  std::size_t mask_ = 0;   // slots are a power of two
  std::size_t found_ = 0;  // at most three quarters of them
  std::size_t record_bytes_;
  PageArray<std::byte> records_;
  PagesAhead ahead_;  // of records_
  Index index_end_ = 0;
  std::vector<Index> free_;
};

}  // namespace flowstat
