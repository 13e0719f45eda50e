# All programs and their documents, without tests.
add_custom_target(programs)

# Since 4.4 Wireshark looks for its plugins and data beside the program: in ../lib and ../share, where the program
# lies in a folder called bin. So ours lie in a folder that has links to Wireshark's own, and in the usual bin are
# links to them.
function(_flowstat_install_link target folder name)
  set(link ${PROJECT_BINARY_DIR}/generated/links/${name})
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/generated/links)
  file(CREATE_LINK ${target} ${link} SYMBOLIC)
  install(FILES ${link} DESTINATION ${folder})
endfunction()

pkg_get_variable(wireshark_prefix wireshark prefix)
if(wireshark_prefix)
  set(beside ${CMAKE_INSTALL_LIBDIR}/flowstat/wireshark)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/${beside})
  foreach(name lib share)
    file(CREATE_LINK ${wireshark_prefix}/${name} ${PROJECT_BINARY_DIR}/${beside}/${name} SYMBOLIC)
    _flowstat_install_link(${wireshark_prefix}/${name} ${beside} ${name})
  endforeach()
endif()

# flowstat_add_tool(<name> <library>...)
# Makes the program <name> of this folder, installs it, and its man page and completions, which
# cli_docs writes out of the tool's flag table. flowstat::<name> is all of it but main.cpp, for tests.
function(flowstat_add_tool name)
  flowstat_add_library(${name} PUBLIC ${ARGN} EXCLUDE main.cpp)
  add_executable(${name} main.cpp)
  target_link_libraries(${name} PRIVATE flowstat::${name} flowstat_warnings)

  set(folder ${CMAKE_INSTALL_LIBDIR}/flowstat/wireshark/bin)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${folder})
  add_custom_command(TARGET ${name} POST_BUILD
    COMMAND ${CMAKE_COMMAND} -E create_symlink ../${folder}/${name} ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/${name}
    VERBATIM)
  install(TARGETS ${name} RUNTIME DESTINATION ${folder})
  file(RELATIVE_PATH target ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR}/flowstat/wireshark/bin/${name})
  _flowstat_install_link(${target} ${CMAKE_INSTALL_BINDIR} ${name})

  if(FlowstatArrow_KIND STREQUAL "wheel")
    set_target_properties(${name} PROPERTIES INSTALL_RPATH "$ORIGIN/../..")
  else()
    set_target_properties(${name} PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)  # Arrow below /opt, say
  endif()
  add_dependencies(programs ${name})

  _flowstat_add_doc(${name} man ${name}.1 ${CMAKE_INSTALL_MANDIR}/man1)
  _flowstat_add_doc(${name} bash ${name} ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  _flowstat_add_doc(${name} zsh _${name} ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  _flowstat_add_doc(${name} fish ${name}.fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
  target_link_libraries(cli_docs PRIVATE flowstat::${name})
endfunction()

# Where the build has it: generated/<kind>/<file>.
function(_flowstat_add_doc name kind file destination)
  set(path ${PROJECT_BINARY_DIR}/generated/${kind}/${file})
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/generated/${kind})
  add_custom_command(OUTPUT ${path}
    COMMAND cli_docs ${name} ${kind} > ${path}.new
    COMMAND ${CMAKE_COMMAND} -E rename ${path}.new ${path}
    DEPENDS cli_docs
    COMMENT "${kind}: ${file}"
    VERBATIM)
  add_custom_target(${name}_${kind} ALL DEPENDS ${path})
  add_dependencies(programs ${name}_${kind})
  install(FILES ${path} DESTINATION ${destination})
endfunction()
