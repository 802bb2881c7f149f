# Language level, warnings, compiler cache, linker and sanitizers: the same for every room, so that the precompiled
# header can be shared (it must be compiled with identical flags).
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(KITH_FUZZ "Build the libFuzzer targets (clang only)" OFF)
option(KITH_PCH "Use the precompiled header; off checks that every file includes what it uses" ON)
option(KITH_STRICT "Warnings are errors" ON)
set(KITH_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, for instance address,undefined")

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough)
if(KITH_STRICT)
  add_compile_options(-Werror)
endif()
# The files of a room are compiled several at a time, which halves the work: what they include is read and instantiated
# once. So the names of their anonymous namespaces are shared too; g++ then warns of types it takes for a header's.
option(KITH_TOGETHER "Compile the files of a room together" ON)
if(KITH_TOGETHER)
  set(CMAKE_UNITY_BUILD ON)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE 16)
  add_compile_options(-Wno-subobject-linkage)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these inside libstdc++ when optimising.
  add_compile_options(-Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow)
  # g++ 12.2 at -O1 throws away writes that are read later (a returned Date became 1970) when modref and dead store
  # elimination meet inlined code; tests/base/test_working_days.cpp caught it.
  add_compile_options(-fno-ipa-modref)
  add_compile_options(-fpch-preprocess)  # lets ccache see through the precompiled header
endif()

# How long a test program may take: ten times as long as on a quiet machine. Instrumented code takes five to fifteen times as long.
set(KITH_TEST_SECONDS 1200)
if(KITH_SANITIZE)
  set(KITH_TEST_SECONDS 5400)
  # Undefined behaviour would otherwise be a line of output in a test that passes.
  add_compile_options(-fsanitize=${KITH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${KITH_SANITIZE})
  if(KITH_SANITIZE MATCHES thread)
    add_compile_options(-Wno-tsan)
  endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=2)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    add_compile_options(-fcf-protection)
  endif()
  add_link_options(-Wl,-z,relro,-z,now)
endif()
add_compile_definitions(_GLIBCXX_ASSERTIONS)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
