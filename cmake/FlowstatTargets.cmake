# What every target of this project has in common.

add_library(flowstat_warnings INTERFACE)
target_compile_options(flowstat_warnings INTERFACE
  -Wall -Wextra -Wconversion -Wshadow
  $<$<BOOL:${FLOWSTAT_WERROR}>:-Werror>
)

if(FLOWSTAT_CCACHE)
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM)
    # Paths below the source tree count as relative, so that a second clone finds what the first compiled.
    set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
                 ${CCACHE_PROGRAM})
    set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  endif()
endif()

if(FLOWSTAT_FUZZ)
  # Every library tells libFuzzer which branches it took; only the fuzz programs link its main().
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# flowstat_add_library(<name> [PUBLIC <library>...] [PRIVATE <library>...] [EXCLUDE <file>...])
# Makes flowstat::<name> of every .cpp in this folder and below, but those of EXCLUDE.
function(flowstat_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "PUBLIC;PRIVATE;EXCLUDE")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} *.cpp)
  list(REMOVE_ITEM sources ${arg_EXCLUDE})

  add_library(flowstat_${name} STATIC ${sources})
  add_library(flowstat::${name} ALIAS flowstat_${name})
  target_include_directories(flowstat_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(flowstat_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} flowstat_warnings)
  set_target_properties(flowstat_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)  # the plugin links it
endfunction()

# flowstat_hot(<name>)
# Compiles a library of the hot loop with -O3. Others gain nothing, and GCC 12 warns falsely of std::string there.
function(flowstat_hot name)
  target_compile_options(flowstat_${name} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-O3>)
endfunction()
