# Each folder below tests/ with test_*.py files is the test pytest.<folder>, run with the Python of .venv on
# the programs of this build; skipped, with a word, where there is no .venv.
file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} */test_*.py)
list(TRANSFORM files REPLACE "/.*" "" OUTPUT_VARIABLE folders)
list(REMOVE_DUPLICATES folders)
foreach(folder IN LISTS folders)
  add_test(NAME pytest.${folder}
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/run_pytest ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
  set_tests_properties(pytest.${folder} PROPERTIES
    LABELS pytest
    SKIP_RETURN_CODE 77
    ENVIRONMENT FLOWDUMP=$<TARGET_FILE:flowdump>)
endforeach()
