# What every installation has beside its programs.

install(FILES LICENSE LICENSING.md LICENSES/GPL-3.0-or-later.txt CHANGELOG.md README.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)

if(FlowstatArrow_KIND STREQUAL "wheel")
  set(arrow_destination ${CMAKE_INSTALL_LIBDIR}/flowstat)
  install(PROGRAMS ${FlowstatArrow_LIBRARIES} DESTINATION ${arrow_destination})
  install(FILES ${FlowstatArrow_LICENSE} DESTINATION ${arrow_destination} RENAME arrow-LICENSE.txt)
  install(FILES ${FlowstatArrow_NOTICE} DESTINATION ${arrow_destination} RENAME arrow-NOTICE.txt)
endif()
