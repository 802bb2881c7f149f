# cmake -DCOMPILER=… -DSOURCE_DIR=… -P run.cmake : compiles refused.cpp once a case; all but the control must fail, and for
# the reason given.
set(reasons
    "could not convert"                     # 1
    "more holes than there are values"      # 2
    "more values than the template"         # 3
    "no style, event handler"               # 4
    "no style, event handler"               # 5
    "does not belong in its hole"           # 6
    "an address is one Url"                 # 7
    "does not belong in its hole"           # 8
    "in double quotes"                      # 9
    "no holes inside a script"              # 10
    "opens a tag"                           # 11
    "does not belong in its hole"           # 12
    "not an address a page may link to"     # 13
    "conversion from .* to non-scalar type" # 14
    "no matching function"                  # 15
    "never first in a path"                 # 16
    "not a name for an attribute"           # 17
    "not a name for an attribute"           # 18
    "not an address a page may link to")    # 19
set(failures 0)
foreach(case RANGE 0 19)
  execute_process(
    COMMAND ${COMPILER} -std=c++20 -fsyntax-only -DCASE=${case} -I${SOURCE_DIR}/src
            ${SOURCE_DIR}/tests/html/refused/refused.cpp
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(case EQUAL 0)
    if(NOT result EQUAL 0)
      message(SEND_ERROR "The control does not compile:\n${output}")
    endif()
    continue()
  endif()
  math(EXPR index "${case} - 1")
  list(GET reasons ${index} reason)
  if(result EQUAL 0)
    message(SEND_ERROR "Case ${case} compiled.")
  elseif(NOT output MATCHES "${reason}")
    message(SEND_ERROR "Case ${case} was refused for another reason than \"${reason}\":\n${output}")
  endif()
endforeach()
