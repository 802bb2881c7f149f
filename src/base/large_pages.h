// Memory in pages of two megabytes, for what is large and looked up here and there: with pages of four kilobytes, most
// of such a look-up is spent on finding out where its page is.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <vector>

namespace kith {

// An allocator for vectors that may hold many megabytes. A small vector gets memory as any other; for a large one the
// kernel is asked for large pages, and gives small ones when it has none (madvise(2), MADV_HUGEPAGE).
template <class T>
struct LargePages {
  using value_type = T;

  LargePages() = default;
  template <class Other>
  LargePages(LargePages<Other> const&) noexcept {}

  T* allocate(std::size_t count) {
    auto const bytes = count * sizeof(T);
    if (bytes < worth_bytes) return static_cast<T*>(::operator new(bytes));
    auto* const memory = ::operator new (bytes, std::align_val_t{page_bytes});
    ::madvise(memory, bytes, MADV_HUGEPAGE);  // a wish: without it all works as before
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    if (count * sizeof(T) < worth_bytes)
      ::operator delete(memory);
    else
      ::operator delete (memory, std::align_val_t{page_bytes});
  }
  bool operator==(LargePages const&) const = default;

 private:
  static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
  static constexpr std::size_t page_bytes = std::size_t{2} << 20;
  static constexpr std::size_t worth_bytes = 2 * page_bytes;
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

// To be called before one more is added to a vector that is going to be very long. Room that nothing was put into takes
// no memory, so a large one takes eight times what it has, not twice, and is copied a third as often.
template <class T>
void make_room_for_one(LargeVector<T>& list) {
  constexpr std::size_t large = (std::size_t{4} << 20) / sizeof(T);
  if (list.size() == list.capacity() && list.size() >= large) list.reserve(8 * list.size());
}

}  // namespace kith
