# Finds Arrow and Parquet C++ and gives both as one target, flowstat::arrow.
#
# FLOWSTAT_ARROW says where from:
#   wheel   the pyarrow wheel in .venv, or else the one that python3 has
#   system  an installed Arrow, by its CMake or pkg-config files
#   off     nowhere: core libraries only
#   empty   the wheel if there is one, else the system's
#
# Sets FlowstatArrow_FOUND and FlowstatArrow_KIND (wheel, system, off). For a wheel also
# FlowstatArrow_LIBRARIES, FlowstatArrow_LICENSE and FlowstatArrow_NOTICE: what is installed beside
# the programs, which then need no Python.

# The wheel has headers and libraries, but neither CMake nor pkg-config files.
function(_flowstat_arrow_wheel)
  set(ask "
import importlib.metadata
wheel = importlib.metadata.distribution('pyarrow')
texts = {file.stem: file for file in wheel.files if '.dist-info' in str(file)}
found = [texts.get(name) for name in ('LICENSE', 'NOTICE')]
print(wheel.version, wheel.locate_file('pyarrow'), *[file and wheel.locate_file(file) for file in found], sep=';')
")
  find_program(FLOWSTAT_PYTHON3 python3)
  foreach(python IN ITEMS ${PROJECT_SOURCE_DIR}/.venv/bin/python ${FLOWSTAT_PYTHON3})
    execute_process(COMMAND ${python} -c "${ask}"
      RESULT_VARIABLE failed OUTPUT_VARIABLE answer ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(failed)
      continue()
    endif()
    list(POP_FRONT answer version folder license notice)
    file(GLOB libraries ${folder}/libarrow.so.* ${folder}/libparquet.so.*)
    list(FILTER libraries INCLUDE REGEX "\\.so\\.[0-9]+$")
    list(LENGTH libraries count)
    if(count EQUAL 2 AND EXISTS ${folder}/include/parquet/arrow/writer.h)
      set(version ${version} PARENT_SCOPE)
      set(libraries ${libraries} PARENT_SCOPE)
      set(headers ${folder}/include PARENT_SCOPE)
      set(license ${license} PARENT_SCOPE)
      set(notice ${notice} PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

set(FlowstatArrow_KIND ${FLOWSTAT_ARROW})
if(NOT FLOWSTAT_ARROW MATCHES "^(|wheel|system|off)$")
  message(FATAL_ERROR "FLOWSTAT_ARROW is wheel, system, off or empty, not '${FLOWSTAT_ARROW}'")
endif()

if(FLOWSTAT_ARROW MATCHES "^(|wheel)$")
  _flowstat_arrow_wheel()
  if(libraries)
    set(FlowstatArrow_KIND wheel)
    set(FlowstatArrow_LIBRARIES ${libraries})
    set(FlowstatArrow_LICENSE ${license})
    set(FlowstatArrow_NOTICE ${notice})
    add_library(flowstat::arrow INTERFACE IMPORTED)
    foreach(library IN LISTS libraries)
      cmake_path(GET library STEM name)  # libarrow, libparquet
      add_library(flowstat::${name} SHARED IMPORTED)
      set_target_properties(flowstat::${name} PROPERTIES
        IMPORTED_LOCATION ${library} INTERFACE_INCLUDE_DIRECTORIES ${headers})
      target_link_libraries(flowstat::arrow INTERFACE flowstat::${name})
    endforeach()
    message(STATUS "Arrow ${version} out of the wheel: ${headers}")
  endif()
endif()

if(FLOWSTAT_ARROW MATCHES "^(|system)$" AND NOT TARGET flowstat::arrow)
  find_package(Arrow CONFIG QUIET)
  find_package(Parquet CONFIG QUIET)
  if(TARGET Arrow::arrow_shared AND TARGET Parquet::parquet_shared)
    add_library(flowstat::arrow INTERFACE IMPORTED)
    target_link_libraries(flowstat::arrow INTERFACE Parquet::parquet_shared Arrow::arrow_shared)
  else()
    pkg_check_modules(FLOWSTAT_ARROW_PC QUIET IMPORTED_TARGET parquet arrow)
    if(FLOWSTAT_ARROW_PC_FOUND)
      add_library(flowstat::arrow INTERFACE IMPORTED)
      target_link_libraries(flowstat::arrow INTERFACE PkgConfig::FLOWSTAT_ARROW_PC)
    endif()
  endif()
  if(TARGET flowstat::arrow)
    set(FlowstatArrow_KIND system)
    message(STATUS "Arrow of the system")
  endif()
endif()

if(FlowstatArrow_KIND STREQUAL "off")
  message(STATUS "Arrow is off: core libraries only, no tools")
elseif(NOT TARGET flowstat::arrow)
  message(FATAL_ERROR
    "Found no Arrow and Parquet C++ (FLOWSTAT_ARROW='${FLOWSTAT_ARROW}'). One of:\n"
    "  make setup              puts the pinned pyarrow wheel into .venv\n"
    "  -DFLOWSTAT_ARROW=system for an installed Arrow (CMAKE_PREFIX_PATH says where)\n"
    "  -DFLOWSTAT_ARROW=off    for the core libraries alone")
endif()
set(FlowstatArrow_FOUND TRUE)
