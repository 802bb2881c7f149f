# The .deb: `./test package` builds it from the release build and tries it. The manual page and the configuration file
# are printed by the program itself, so they cannot say what it does not do.
set(KITH_PACKAGED ${CMAKE_BINARY_DIR}/packaged)
set(KITH_PACKAGING ${CMAKE_SOURCE_DIR}/packaging)

add_custom_command(
  OUTPUT ${KITH_PACKAGED}/kith.1.gz ${KITH_PACKAGED}/kith.toml ${KITH_PACKAGED}/changelog.gz
  COMMAND ${CMAKE_COMMAND} -E make_directory ${KITH_PACKAGED}
  COMMAND ${KITH_PACKAGING}/print-files $<TARGET_FILE:kith> ${KITH_PACKAGED}
  DEPENDS kith ${KITH_PACKAGING}/print-files ${KITH_PACKAGING}/changelog
  VERBATIM)
add_custom_target(packaged_files DEPENDS ${KITH_PACKAGED}/kith.1.gz)

install(TARGETS kith RUNTIME DESTINATION usr/bin)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/profiles ${CMAKE_SOURCE_DIR}/scenarios DESTINATION usr/share/kith)
install(FILES ${KITH_PACKAGING}/kith.service DESTINATION lib/systemd/system)
install(FILES ${KITH_PACKAGED}/kith.toml DESTINATION etc/kith)
install(FILES ${KITH_PACKAGED}/kith.1.gz DESTINATION usr/share/man/man1)
install(FILES ${KITH_PACKAGING}/copyright ${CMAKE_SOURCE_DIR}/docs/how-to/install.md DESTINATION usr/share/doc/kith)
install(FILES ${KITH_PACKAGED}/changelog.gz DESTINATION usr/share/doc/kith)

set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY TRUE)  # the package needs `kith`, not every test
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES TRUE)
set(CPACK_PACKAGE_CONTACT "The Kith maintainers <maintainers@kith.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "early-help system for councils")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Requests for help come in by web form and by file, are screened in a\nbrowser, reach a first helpful contact, are allocated or referred, and come\nout as the published demand report. Every change is kept in an append-only\njournal and every look at a record is logged.")
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, tzdata")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql-15")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    ${KITH_PACKAGING}/postinst ${KITH_PACKAGING}/prerm ${KITH_PACKAGING}/postrm ${KITH_PACKAGING}/conffiles)
include(CPack)
