# The style sheets, the scripts and the public pages' wording: npm fetches what the lock file pins, assets/build.sh builds, and the results go into the
# library `embedded_assets` that the room html links. Each step runs only when its inputs changed.
find_program(NPM_PROGRAM npm REQUIRED)
set(KITH_ASSETS ${CMAKE_SOURCE_DIR}/assets)
set(KITH_BUILT_ASSETS ${CMAKE_BINARY_DIR}/assets)

add_custom_command(
  OUTPUT ${KITH_ASSETS}/node_modules/.package-lock.json
  COMMAND ${NPM_PROGRAM} ci --no-progress --loglevel=error
  COMMAND ${CMAKE_COMMAND} -E touch ${KITH_ASSETS}/node_modules/.package-lock.json
  DEPENDS ${KITH_ASSETS}/package.json ${KITH_ASSETS}/package-lock.json
  WORKING_DIRECTORY ${KITH_ASSETS}
  COMMENT "Fetching the pinned npm packages"
  VERBATIM)

file(GLOB asset_sources CONFIGURE_DEPENDS
     ${KITH_ASSETS}/sass/*.scss ${KITH_ASSETS}/script/*.js ${KITH_ASSETS}/images/*
     ${KITH_ASSETS}/words/*.toml)
add_custom_command(
  OUTPUT ${KITH_BUILT_ASSETS}/embedded_assets.cpp
  COMMAND ${KITH_ASSETS}/build.sh ${KITH_BUILT_ASSETS}
  DEPENDS ${asset_sources} ${KITH_ASSETS}/build.sh ${KITH_ASSETS}/embed.mjs
          ${KITH_ASSETS}/node_modules/.package-lock.json
  COMMENT "Building the style sheet and the script"
  VERBATIM)

add_library(embedded_assets STATIC ${KITH_BUILT_ASSETS}/embedded_assets.cpp)
target_include_directories(embedded_assets PRIVATE ${CMAKE_SOURCE_DIR}/src)
